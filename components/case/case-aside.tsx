import { FeedLinks } from "#components/follow/feed-links.tsx";
import { FollowButton } from "#components/follow/follow-button.tsx";
import { EntryItem } from "#components/log/entry/entry-item.tsx";
import { FileItem } from "#components/ui/file-item.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { CaseView } from "#lib/contract/cases.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { STATE_WORDS } from "./case-words.ts";
import { TURN_WORDS } from "./dispute-words.ts";
import { PrintButton } from "./print-button.tsx";

/** Who is in it, how many reported it, what to take along, and the entries behind it. */
export function CaseAside({ one, now }: { one: CaseView; now: number }) {
  return (
    <div className="flex flex-col gap-5">
      <Panel title="Parties">
        <KeyValueList
          items={[
            {
              key: "Provider",
              value: (
                <span className="flex flex-wrap items-center justify-between gap-2">
                  <span className="min-w-0">
                    <ProviderOf one={one} />
                  </span>
                  <span className="print:hidden">
                    <FollowButton
                      id={one.provider}
                      name={one.provider_name ?? "this provider"}
                      since={formatInstant(asInstant(now))}
                    />
                  </span>
                </span>
              ),
            },
            {
              key: "Reported by",
              value: (
                <>
                  <HashText value={one.reporter} what="reporter's key" />
                  <span className="block text-muted text-sm">a key; who holds it is not known</span>
                </>
              ),
            },
            { key: "Reporters", value: reportersText(one) },
            { key: "State", value: STATE_WORDS[one.state] },
            { key: "Whose turn", value: TURN_WORDS[one.whose_turn] },
            { key: "Filed", value: <TimeText at={Date.parse(one.filed_at)} now={now} /> },
          ]}
        />
      </Panel>
      <Panel title="Take it with you" className="print:hidden">
        <ul className="flex flex-col gap-1.5">
          {one.bundle.withheld ? null : (
            <FileItem href={`/api/v1/cases/${one.id}/bundle`} note={`${one.bundle.bytes.toLocaleString("en")} bytes`}>
              The evidence
            </FileItem>
          )}
          <FileItem href={`/api/v1/entries/${one.filed_in}/receipt?format=file`} note="proves that it was filed">
            Receipt of the report
          </FileItem>
          {one.verdict_statement === null ? null : (
            <FileItem
              href={`/api/v1/entries/${one.verdict_statement.entry}/receipt?format=file`}
              note="proves what this index said"
            >
              Receipt of what the machines found
            </FileItem>
          )}
          <FileItem href={`/api/v1/cases/${one.id}/file`} note="all of it in one file, for another index or to keep">
            The whole case
          </FileItem>
          <FileItem href={`/api/v1/cases/${one.id}`} note="as JSON; ?proof=1 adds its proof under a logged state">
            The case as it stands
          </FileItem>
        </ul>
        <p className="mt-3 flex flex-wrap items-center justify-between gap-2 text-sm">
          <span className="text-muted">
            Check any of them on <Link href="/verify">Verify</Link>, or from disk.
          </span>
          {one.ruling === null ? (
            <PrintButton />
          ) : (
            <ButtonLink size="sm" href={`/cases/${one.id}/ruling`}>
              The ruling, to print
            </ButtonLink>
          )}
        </p>
      </Panel>
      <Panel title="In the log">
        <ul className="flex flex-col gap-1">
          <EntryItem index={one.filed_in}>the report</EntryItem>
          {one.verdict_statement === null ? null : (
            <EntryItem index={one.verdict_statement.entry}>what the machines found</EntryItem>
          )}
          {one.panels.map(({ round, drawn_in: entry }) => (
            <EntryItem key={entry} index={entry}>
              {round === 1 ? "the draw of the reviewers" : `the draw of panel ${round}`}
            </EntryItem>
          ))}
          {(one.dispute?.rulings ?? []).map(({ entry, round }) =>
            entry === null ? null : (
              <EntryItem key={entry} index={entry}>
                {round < 2 ? "the ruling" : `the ruling of panel ${round}`}
              </EntryItem>
            ),
          )}
        </ul>
        <p className="mt-2 text-sm">
          <Link href={`/log?subject=${one.id}`}>All entries about this case</Link>
        </p>
        <p className="mt-2 text-muted text-sm print:hidden">
          In a feed reader, without an account:{" "}
          <FeedLinks path={`/cases/${one.id}/feed`} what="of what happens in this case" />
        </p>
      </Panel>
    </div>
  );
}

function ProviderOf({ one }: { one: CaseView }) {
  if (!one.is_unclaimed)
    return (
      <Link href={`/providers/${one.provider}`}>
        <bdi>{one.provider_name ?? one.provider}</bdi>
      </Link>
    );
  return (
    <>
      <HashText value={one.accused} what="provider's key" />
      <span className="block text-sm">
        <Link href={`/providers/${one.provider}`}>known by its key alone: nobody has claimed it here</Link>
      </span>
    </>
  );
}

function reportersText({ reporters, joined }: CaseView): string {
  const who = reporters === 1 ? "1 key" : `${reporters.toLocaleString("en")} keys`;
  return joined.length === 0 ? who : `${who}, in ${joined.length + 1} reports`;
}
