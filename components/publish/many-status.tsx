"use client";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import type { ManyState } from "#lib/client/statements/use-publish-many.ts";
import { PROBLEMS } from "#lib/contract/problems.ts";
import { MissingKey } from "./missing-key.tsx";

/** `open`: signed and kept, to be sent again. `failed`: refused, or recorded without effect. */
export type Outcome = "recorded" | "failed" | "open";

export function outcomeOf(item: PublishState): Outcome {
  if (item.phase === "refused") return "failed";
  if (item.phase !== "recorded") return "open";
  return item.effect?.status === "void" ? "failed" : "recorded";
}

/** How far the sending of many has come, and what became of each: `names` say what each statement is. */
export function ManyStatus({
  state: { phase, items },
  names,
  onSend,
}: {
  state: ManyState;
  names: readonly string[];
  onSend: () => void;
}) {
  if (phase === "idle") return null;
  if (phase === "missing-key") return <MissingKey />;
  if (phase === "signing") return <Progress label="Signing" />;
  const outcomes = items.map(outcomeOf);
  const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
  const [recorded, failed, open] = [count("recorded"), count("failed"), count("open")];
  const done = recorded + failed;
  const isVoid = items.some((item) => item.phase === "recorded" && outcomeOf(item) === "failed");
  return (
    <div className="flex flex-col gap-4">
      {phase === "settled" ? (
        <Alert
          live
          tone={failed > 0 ? "failed" : open > 0 ? "attention" : "verified"}
          title={`${recorded} of ${items.length} ${isVoid ? "took effect" : "recorded"}`}
          actions={
            open === 0 ? null : (
              <Button size="sm" onClick={onSend}>
                Send the other {open} again
              </Button>
            )
          }
        >
          {failed > 0 ? `${failed} changed nothing: see why below. ` : ""}
          {open > 0
            ? "What could not be sent yet is signed and kept in this browser; sent twice, it is recorded once."
            : "Each has its receipt on the page of its entry."}
        </Alert>
      ) : (
        <Progress label="Recorded" value={done} max={Math.max(1, names.length)} />
      )}
      <Table caption="What became of each" dense>
        <THead>
          <Th>Disclosure</Th>
          <Th>State</Th>
          <Th numeric>Entry</Th>
        </THead>
        <TBody>
          {items.map((item, at) => (
            <Tr key={"item" in item ? item.item.hash : names[at]}>
              <Td head>{names[at]}</Td>
              <Td label="State">
                <ItemState item={item} />
              </Td>
              <Td label="Entry" numeric>
                {item.phase === "recorded" ? (
                  <Link href={`/log/entries/${item.receipt.index}`}>{item.receipt.index.toLocaleString("en")}</Link>
                ) : (
                  "–"
                )}
              </Td>
            </Tr>
          ))}
        </TBody>
      </Table>
    </div>
  );
}

function ItemState({ item }: { item: PublishState }) {
  switch (item.phase) {
    case "recorded":
      if (item.effect?.status !== "void") return "recorded";
      return (
        <>
          <Badge tone="failed">without effect</Badge> {reasonOf(item.effect.code)}
        </>
      );
    case "refused":
      return (
        <>
          <Badge tone="failed">refused</Badge> {item.problem.detail}
        </>
      );
    case "promised":
      return "promised, to be recorded soon";
    case "later":
      return `not recorded yet. ${item.detail}`;
    case "offline":
      return "not sent: the index could not be reached";
    default:
      return <span className="text-muted">waits</span>;
  }
}

function reasonOf(code: string | undefined): string {
  return code !== undefined && code in PROBLEMS ? PROBLEMS[code as keyof typeof PROBLEMS].title : (code ?? "");
}
