import { CircleX } from "lucide-react";
import { CheckRows } from "#components/log/proof/check-list.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { coverageOf } from "#lib/disclosure/solvency/coverage.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { EpochRecord } from "#lib/statement/disclosures/liabilities.ts";
import type { ReservesRecord } from "#lib/statement/disclosures/reserves.ts";
import { checksSentence, DEBTS, equationWords, money, percent, REFUSALS } from "./solvency-words.ts";

/** What the newest epoch says, each with its entry. At least one of both is there. */
export function SolvencyFacts({
  epoch,
  snapshots,
  surprise,
  surpriseOfReserves,
  now,
}: {
  epoch: EpochRecord | undefined;
  snapshots: readonly ReservesRecord[];
  /** Whether the instant was drawn as it says; undefined: it does not claim to be a surprise. */
  surprise: Check | undefined;
  surpriseOfReserves: Check | undefined;
  now: number;
}) {
  const coverage = coverageOf(epoch, snapshots);
  const snapshot = (epoch && snapshots.find(({ at }) => at === epoch.at)) ?? snapshots[0];
  return (
    <KeyValueList
      items={[
        {
          key: "Covers",
          value: coverage.ok ? (
            <span className="font-semibold">{percent(coverage.basisPoints)} of what it says it owes</span>
          ) : (
            <span>No ratio. {REFUSALS[coverage.reason]}</span>
          ),
        },
        {
          key: "Owes",
          value:
            epoch === undefined ? (
              "not shown"
            ) : (
              <Said amount={money(epoch.owed, epoch)} at={epoch.at} entry={epoch.entry} now={now}>
                {epoch.owed === epoch.total ? null : `, of it ${money(epoch.total, epoch)} as balances`}
              </Said>
            ),
        },
        {
          key: "Holds",
          value:
            snapshot === undefined ? (
              "not shown"
            ) : (
              <Said
                amount={money(BigInt(snapshot.total) - BigInt(snapshot.encumbered), snapshot)}
                at={snapshot.at}
                entry={snapshot.entry}
                now={now}
              >
                {snapshot.ownToken === "0" ? null : `, without ${money(snapshot.ownToken, snapshot)} in its own token`}
                {snapshot.encumbered === "0" ? null : `, without ${money(snapshot.encumbered, snapshot)} pledged`}
              </Said>
            ),
        },
        ...(snapshot === undefined ? [] : [{ key: "Other debts", value: DEBTS[snapshot.otherDebts] }]),
        ...(epoch === undefined
          ? []
          : [
              { key: "Adds up", value: <EquationText epoch={epoch} /> },
              ...surpriseRow("Surprise snapshot", surprise),
              { key: "Users' checks", value: checksSentence(epoch) },
            ]),
        ...surpriseRow("Surprise snapshot of reserves", surpriseOfReserves),
      ]}
    />
  );
}

function surpriseRow(key: string, check: Check | undefined) {
  if (check === undefined) return [];
  return [{ key, value: <CheckRows checks={[check]} titles={{ surprise: "The instant" }} /> }];
}

function Said({
  amount,
  at,
  entry,
  now,
  children,
}: {
  amount: string;
  at: string;
  entry: number;
  now: number;
  children: React.ReactNode;
}) {
  return (
    <span>
      <span className="font-medium">{amount}</span>
      {children}, as of <TimeText at={Date.parse(at)} now={now} show="both" />, in{" "}
      <Link href={`/log/entries/${entry}`}>entry {entry.toLocaleString("en")}</Link>
    </span>
  );
}

function EquationText({ epoch }: { epoch: EpochRecord }) {
  const { sentence, tone } = equationWords(epoch);
  if (tone !== "failed") return <span className={tone === "unknown" ? "text-muted" : ""}>{sentence}</span>;
  return (
    <span className="inline-flex items-start gap-1.5 text-failed">
      <CircleX aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        <span className="font-medium">Does not add up.</span> {sentence}
      </span>
    </span>
  );
}
