"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Link } from "#components/ui/link.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { previewEffect } from "#lib/client/disclosure/preview-effect.ts";
import { browserClock } from "#lib/client/platform.ts";
import { PROBLEMS } from "#lib/contract/problems.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";

type Props = {
  unsigned: UnsignedStatement;
  says: string;
  /** Another statement has taken the place of the one that this would replace. */
  onOvertaken: () => void;
};

/** What signing would change, computed in this browser by the fold that the index runs too. */
export function EffectLine({ unsigned, says, onOvertaken }: Props) {
  const effect = useQuery({
    queryKey: ["effect", statementHash(unsigned)],
    queryFn: () => previewEffect(unsigned, browserClock()),
    staleTime: 0,
  });
  const isOvertaken = effect.data?.status === "void" && effect.data.code === "stale-prev";
  useEffect(() => {
    if (isOvertaken) onOvertaken();
  }, [isOvertaken, onOvertaken]);
  if (effect.isPending) return <SkeletonText lines={1} label="Working out the effect" />;
  if (effect.isError) {
    return (
      <Alert tone="attention" title="The effect cannot be worked out now">
        The index could not be read. You can sign all the same; the receipt will say what it changed.
      </Alert>
    );
  }
  if (effect.data.status === "effective") {
    return (
      <Alert tone="verified" title={`Takes effect at once: ${says}`}>
        Computed in this browser by the rules of the log.
      </Alert>
    );
  }
  const { code } = effect.data;
  return (
    <Alert tone="failed" title={`It would be recorded without effect: ${PROBLEMS[code].title}`}>
      {PROBLEMS[code].action} <Link href={`/docs/problems/${code}`}>About this rule</Link>
    </Alert>
  );
}
