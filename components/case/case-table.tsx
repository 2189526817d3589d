import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { shorten } from "#components/ui/shorten.ts";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import { caseSentence, STATE_WORDS } from "./case-words.ts";
import { labelNames } from "./dispute-words.ts";

export type CaseRow = Omit<CaseSummaryView, "form" | "key" | "digest" | "chain_head" | "chain_length" | "from_size">;

/** What was proven is against the provider; whatever is open, or wrong, is drawn neither good nor bad. */
const TONES: Partial<Record<CaseRow["state"], Tone>> = {
  proven: "failed",
  checked: "attention",
  awaiting_response: "unknown",
  filed: "unknown",
};

/** The state, and what must be said with a ruling. */
export function CaseState({
  state,
  labels = [],
  finding,
}: {
  state: CaseRow["state"];
  labels?: readonly string[];
  finding?: CaseRow["finding"];
}) {
  const isAgainst = (state === "ruled" || state === "final" || state === "appealed") && finding === "against";
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge tone={isAgainst ? "failed" : (TONES[state] ?? "neutral")}>{stateText(state, finding)}</Badge>
      {labelNames(labels, state === "final").map((name) => (
        <Badge key={name} tone="attention">
          {name}
        </Badge>
      ))}
    </span>
  );
}

const FINDINGS: Readonly<Record<NonNullable<CaseRow["finding"]>, string>> = {
  against: "it happened",
  cleared: "not upheld",
  open: "undecided",
};

function stateText(state: CaseRow["state"], finding: CaseRow["finding"] | undefined): string {
  const words = STATE_WORDS[state];
  const isRuled = state === "ruled" || state === "final" || state === "appealed";
  if (finding != null) return isRuled ? `${words}: ${FINDINGS[finding]}` : words;
  // Without a ruling it ended because nobody took it up.
  return state === "final" && finding === null ? `${words}: not taken up` : words;
}

/** Cases with a sentence each; cards below 640 px. `withProvider`: left out where all are against one. */
export function CaseTable({
  cases,
  now,
  caption,
  withProvider = true,
}: {
  cases: readonly CaseRow[];
  now: number;
  caption: string;
  withProvider?: boolean;
}) {
  return (
    <Table caption={caption}>
      <THead>
        <Th>What was found</Th>
        {withProvider ? <Th>Provider</Th> : null}
        <Th>State</Th>
        <Th numeric>Reporters</Th>
        <Th>Filed</Th>
      </THead>
      <TBody>
        {cases.map((one) => (
          <Tr key={one.id}>
            <Td head label="What was found">
              <Link look="quiet" href={`/cases/${one.id}`}>
                {caseSentence(one)}
              </Link>
              <CaseNotices one={one} />
            </Td>
            {withProvider ? (
              <Td label="Provider">
                <ProviderOf one={one} />
              </Td>
            ) : null}
            <Td label="State">
              <CaseState {...one} />
            </Td>
            <Td numeric label="Reporters">
              {one.reporters.toLocaleString("en")}
            </Td>
            <Td label="Filed">
              <TimeText at={Date.parse(one.filed_at)} now={now} />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

/** Whether it rests on an answer whose date is its signer's word: what only people decide may rest on none. */
export function isDateInDoubt({ late_commit, verdict }: Pick<CaseRow, "late_commit" | "verdict">): boolean {
  return late_commit && verdict !== "refuted" && verdict !== "out-of-scope";
}

/** What must be known of its dates. */
export function CaseNotices({ one }: { one: CaseRow }) {
  const notes = [
    ...(one.late_verdict ? [`This index ${one.judged_at === null ? "is" : "was"} late with its result.`] : []),
    ...(one.back_dated ? ["The key was said to be stolen only after this report, with an earlier date."] : []),
    ...(isDateInDoubt(one) ? ["The date of the answer is its signer’s word."] : []),
  ];
  return notes.length === 0 ? null : <span className="block font-normal text-muted text-sm">{notes.join(" ")}</span>;
}

function ProviderOf({ one }: { one: CaseRow }) {
  return (
    <Link look="quiet" href={`/providers/${one.provider}`} title={one.provider}>
      {one.provider_name === null ? (
        <>
          <span className="text-muted">not claimed</span>{" "}
          <code className="whitespace-nowrap font-mono text-sm">{shorten(one.provider)}</code>
        </>
      ) : (
        <bdi>{one.provider_name}</bdi>
      )}
    </Link>
  );
}
