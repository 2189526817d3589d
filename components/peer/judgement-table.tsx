import { Badge } from "#components/ui/badge.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { CalibrationInShort, PeerComparison, PeerView } from "#lib/contract/peers.ts";
import { forecastWords, shareWords } from "./judgement-words.ts";

type Compared = PeerView & { readonly comparison: PeerComparison };

/** Indexes that judge whom this one judges too; cards below 640 px. `own`: this index's forecasts. `now` in ms. */
export function JudgementTable({
  peers,
  own,
  now,
}: {
  peers: readonly PeerView[];
  own: CalibrationInShort | null;
  now: number;
}) {
  const compared = peers.filter((peer): peer is Compared => peer.comparison !== null);
  return (
    <Table caption="How other indexes judge, beside this one">
      <THead>
        <Th>Index</Th>
        <Th>Same tier</Th>
        <Th>Same result</Th>
        <Th>What its forecasts were worth</Th>
      </THead>
      <TBody>
        <Tr>
          <Td head className="align-top">
            This index
          </Td>
          <Td label="Same tier" className="align-top text-muted max-sm:hidden">
            –
          </Td>
          <Td label="Same result" className="align-top text-muted max-sm:hidden">
            –
          </Td>
          <Td label="Forecasts" className="align-top sm:max-w-96">
            {forecastWords(own)}
          </Td>
        </Tr>
        {compared.map((peer) => (
          <Row key={peer.origin} peer={peer} now={now} />
        ))}
      </TBody>
    </Table>
  );
}

function Row({ peer: { origin, comparison, fraud_proofs }, now }: { peer: Compared; now: number }) {
  const { tiers, verdicts, calibration, at, is_signed } = comparison;
  const isConvicted = fraud_proofs.some(({ kind }) => kind === "contradicting-answers");
  return (
    <Tr>
      <Td head className="align-top">
        <span className="block break-all">{origin}</span>
        <span className="block font-normal text-muted text-sm">
          compared <TimeText at={Date.parse(at)} now={Math.max(now, Date.parse(at))} />
          {is_signed ? ", by its signature" : ""}
        </span>
        {isConvicted ? <Badge tone="failed">told two people two things</Badge> : null}
      </Td>
      <Td label="Same tier" className="align-top sm:max-w-80">
        <span className="flex flex-col gap-1 max-sm:items-end">
          <span>{shareWords(tiers, "provider")}</span>
          {tiers.differ.map(({ id, name, here, there }) => (
            <span key={id} className="wrap-anywhere text-sm">
              {name}: {here} here, {there} there
            </span>
          ))}
        </span>
      </Td>
      <Td label="Same result" className="align-top">
        {shareWords(verdicts, "fault")}
      </Td>
      <Td label="Forecasts" className="align-top sm:max-w-96">
        {forecastWords(calibration)}
      </Td>
    </Tr>
  );
}
