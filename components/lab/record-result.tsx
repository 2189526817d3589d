"use client";
import { CheckRows } from "#components/log/proof/check-list.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { ReplayedFile } from "#lib/client/lab/lab-messages.ts";
import { LEAST_CHOICES, type RecordView } from "#lib/selection/record-view.ts";
import { recordCeiling } from "./ceiling-sentence.ts";
import { countText } from "./lab-words.ts";
import { LiveFigure } from "./live-figure.tsx";
import { averageSentence, CHECK_TITLES, estimateSentence, verdictOf } from "./record-words.ts";

/** First whether it is exact, then the plain averages, then what is estimated. */
export function RecordResult({ fileName, cut, view }: ReplayedFile) {
  const { tone, title, detail } = verdictOf(view);
  const ceiling = recordCeiling(view.certificate);
  const { openTickets } = view;
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <Alert tone={tone} live title={title}>
        {detail} {cut ? `${fileName} ends within a line, which was told to nobody and is left out.` : null}
      </Alert>
      <CheckRows checks={view.checks} label="Checks of the record" titles={CHECK_TITLES} />
      <Averages view={view} />
      {view.recorded < LEAST_CHOICES ? <Told view={view} /> : <LiveFigure view={view} />}
      <div className="flex max-w-prose flex-col gap-2 text-sm">
        {view.recorded < LEAST_CHOICES ? <p>{estimateSentence(view.regret)}</p> : null}
        {ceiling === undefined ? null : <p>{ceiling}</p>}
        {openTickets.length === 0 ? null : (
          <p>
            {openTickets.length === 1 ? "1 ticket waits" : `${countText(openTickets.length)} tickets wait`} for a loss
            {openTickets.length <= 20 ? `: ${openTickets.join(", ")}` : ""}.
          </p>
        )}
      </div>
    </div>
  );
}

function Averages({ view: { regret } }: { view: RecordView }) {
  return (
    <div>
      <p className="mb-2 text-lg">{averageSentence(regret)}</p>
      {regret.calls === 0 ? null : (
        <Table caption="Average loss where the provider was one that this index named too" captionHidden={false}>
          <THead>
            <Th>Index</Th>
            <Th numeric>Average loss</Th>
            <Th numeric>Calls</Th>
          </THead>
          <TBody>
            {regret.indexes.map(({ index, averageLoss, calls }) => (
              <Tr key={index}>
                <Td head className="break-all">
                  {index}
                </Td>
                <Td label="Average loss" numeric>
                  {averageLoss === null ? "never named it" : averageLoss.toFixed(3)}
                </Td>
                <Td label="Calls" numeric>
                  {countText(calls)}
                </Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      )}
    </div>
  );
}

/** Too few for a curve: what was chosen, one by one. */
function Told({ view: { told } }: { view: RecordView }) {
  if (told.length === 0) return null;
  return (
    <Table
      caption={`Too few choices for a curve: all ${told.length} of them`}
      captionHidden={false}
      dense
      className="max-h-96 overflow-y-auto"
    >
      <THead>
        <Th numeric>Ticket</Th>
        <Th>Followed</Th>
        <Th>Used</Th>
        <Th numeric>Probability</Th>
        <Th numeric>Loss</Th>
      </THead>
      <TBody>
        {told.map(({ ticket, index, provider, probability, loss }) => (
          <Tr key={ticket}>
            <Td label="Ticket" head numeric>
              {countText(ticket)}
            </Td>
            <Td label="Followed" className="break-all">
              {index}
            </Td>
            <Td label="Used" className="break-all">
              {provider}
            </Td>
            <Td label="Probability" numeric>
              {(100 * probability).toFixed(1)} %
            </Td>
            <Td label="Loss" numeric>
              {loss === null ? "not told" : loss.toFixed(3)}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
