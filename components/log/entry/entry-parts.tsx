import { FileX2 } from "lucide-react";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { WithheldPart } from "#lib/contract/entries.ts";
import type { PartCommit } from "#lib/statement/envelope.ts";

const READERS = {
  public: "public",
  parties: "for the parties only",
  sealed: "sealed",
} as const satisfies Record<PartCommit["visibility"], string>;

/** The parts that a statement commits to: who may read each, and which were withheld, by whom, on what ground and why. */
export function EntryParts({
  parts,
  withheld,
  now,
}: {
  parts: readonly PartCommit[];
  withheld: readonly WithheldPart[];
  now: number;
}) {
  return (
    <ul className="flex flex-col gap-4">
      {parts.map((part) => {
        const gone = withheld.find(({ commit }) => commit === part.commit);
        return (
          <li key={part.commit} className="flex flex-col gap-1 border-divider border-t pt-3">
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <HashText value={part.commit} what="commitment" />
              <span className="text-muted text-sm">
                {part.bytes.toLocaleString("en")} bytes, {part.mediaType}, {READERS[part.visibility]}
              </span>
              {part.visibility === "public" && gone === undefined ? (
                <a className="text-link text-sm underline underline-offset-2" href={`/api/v1/parts/${part.commit}`}>
                  Download
                </a>
              ) : null}
            </p>
            {gone === undefined ? null : <Withheld part={gone} now={now} />}
          </li>
        );
      })}
    </ul>
  );
}

function Withheld({ part, now }: { part: WithheldPart; now: number }) {
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p className="flex items-center gap-1.5 font-medium">
        <FileX2 aria-hidden className="size-4 shrink-0" />
        <span>
          Withheld by the official route, as{" "}
          <Link href={`/log/entries/${part.recorded_in}`}>entry {part.recorded_in.toLocaleString("en")}</Link> says
        </span>
      </p>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">By</dt>
        <dd className="min-w-0 break-words">
          <bdi>{part.who}</bdi>
        </dd>
        <dt className="text-muted">Ground</dt>
        <dd className="min-w-0 break-words">
          <bdi>{part.ground}</bdi>
        </dd>
        <dt className="text-muted">Reason</dt>
        <dd className="min-w-0 whitespace-pre-line break-words">
          <bdi>{part.reason}</bdi>
        </dd>
        <dt className="text-muted">Here</dt>
        <dd>
          {part.removed_at === null ? (
            "not served any more; its bytes are being removed"
          ) : (
            <>
              bytes and nonce removed <TimeText at={Date.parse(part.removed_at)} now={now} />
            </>
          )}
        </dd>
      </dl>
      <p className="text-muted">
        The commitment stays: the entry, its proof and all that was decided hold without the part.
      </p>
    </div>
  );
}
