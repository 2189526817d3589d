import { Badge } from "#components/ui/badge.tsx";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { RuleResult } from "#lib/disclosure/ledger-digest/report.ts";
import { RULES } from "#lib/disclosure/ledger-digest/rules.ts";
import { RULE_TITLES, standingOf } from "./series-words.ts";

/** The sixteen rules by number, each with what was found and where. */
export function RuleTable({ rules }: { rules: readonly RuleResult[] }) {
  const sorted = [...rules].sort((a, b) => RULES[a.code].number - RULES[b.code].number);
  return (
    <Table caption="The sixteen rules">
      <THead>
        <Th numeric>Rule</Th>
        <Th>What must hold</Th>
        <Th>Outcome</Th>
        <Th>What was found</Th>
      </THead>
      <TBody>
        {sorted.map((rule) => (
          <Tr key={rule.code} data-rule={rule.code} data-outcome={rule.outcome}>
            <Td label="Rule" numeric>
              {RULES[rule.code].number}
            </Td>
            <Td head>{RULE_TITLES[rule.code]}</Td>
            <Td label="Outcome">
              <Standing rule={rule} />
            </Td>
            <Td>
              <span className="text-sm">{rule.detail}</span>
              <FoundList rule={rule} />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function Standing({ rule }: { rule: RuleResult }) {
  const { tone, word } = standingOf(rule);
  return <Badge tone={tone}>{word}</Badge>;
}

function FoundList({ rule: { code, count, found } }: { rule: RuleResult }) {
  if (found.length === 0) return null;
  const words = count === 1 ? "Where" : `Where, ${count.toLocaleString("en")} times`;
  return (
    <Details summary={count > found.length ? `${words}, the first ${found.length}` : words}>
      <ul className="flex flex-col gap-1 text-sm">
        {found.map(({ entry, position, detail }) => (
          <li key={`${code}-${entry}-${position}-${detail}`} className="break-words">
            <Link href={`/log/entries/${entry}`}>entry {entry.toLocaleString("en")}</Link>
            {position === null ? "" : `, row ${(position + 1).toLocaleString("en")}`}: {detail}
          </li>
        ))}
      </ul>
    </Details>
  );
}
