import type { ReactNode } from "react";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { CaseView } from "#lib/contract/cases.ts";
import { STATE_WORDS } from "./case-words.ts";
import { PrintButton } from "./print-button.tsx";

/** Who is in it, how many reported it, what to take along, and the entries behind it. */
export function CaseAside({ one, now }: { one: CaseView; now: number }) {
  return (
    <div className="flex flex-col gap-5">
      <Panel title="Parties">
        <KeyValueList
          items={[
            { key: "Provider", value: <ProviderOf one={one} /> },
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
            { key: "Filed", value: <TimeText at={Date.parse(one.filed_at)} now={now} /> },
          ]}
        />
      </Panel>
      <Panel title="Take it with you">
        <ul className="flex flex-col gap-1.5">
          {one.bundle.withheld ? null : (
            <Item href={`/api/v1/cases/${one.id}/bundle`} note={`${one.bundle.bytes.toLocaleString("en")} bytes`}>
              The evidence
            </Item>
          )}
          <Item href={`/api/v1/entries/${one.filed_in}/receipt?format=file`} note="proves that it was filed">
            Receipt of the report
          </Item>
          {one.verdict_statement === null ? null : (
            <Item
              href={`/api/v1/entries/${one.verdict_statement.entry}/receipt?format=file`}
              note="proves what this index said"
            >
              Receipt of the verdict
            </Item>
          )}
          <Item href={`/api/v1/cases/${one.id}?proof=1`} note="with its proof, as JSON">
            The case
          </Item>
        </ul>
        <p className="mt-3 flex flex-wrap items-center justify-between gap-2 text-sm">
          <span className="text-muted">
            Check any of them on <Link href="/verify">Verify</Link>, or from disk.
          </span>
          <PrintButton />
        </p>
      </Panel>
      <Panel title="In the log">
        <ul className="flex flex-col gap-1">
          <li>
            <Link href={`/log/entries/${one.filed_in}`}>Entry {one.filed_in.toLocaleString("en")}</Link>, the report
          </li>
          {one.verdict_statement === null ? null : (
            <li>
              <Link href={`/log/entries/${one.verdict_statement.entry}`}>
                Entry {one.verdict_statement.entry.toLocaleString("en")}
              </Link>
              , the machines’ verdict
            </li>
          )}
          {one.ruling?.entry == null ? null : (
            <li>
              <Link href={`/log/entries/${one.ruling.entry}`}>Entry {one.ruling.entry.toLocaleString("en")}</Link>, the
              ruling
            </li>
          )}
        </ul>
      </Panel>
    </div>
  );
}

function Item({ href, note, children }: { href: string; note: string; children: ReactNode }) {
  return (
    <li>
      <a href={href} download className="text-link underline underline-offset-2">
        {children}
      </a>
      <span className="text-muted text-sm">, {note}</span>
    </li>
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
      <span className="block text-muted text-sm">known by its key alone: nobody has claimed it here</span>
    </>
  );
}

function reportersText({ reporters, joined }: CaseView): string {
  const who = reporters === 1 ? "1 key" : `${reporters.toLocaleString("en")} keys`;
  return joined.length === 0 ? who : `${who}, in ${joined.length + 1} reports`;
}
