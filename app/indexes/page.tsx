import type { Metadata } from "next";
import { AgentFigure } from "#components/peer/agent-figure.tsx";
import type { AgentIndex } from "#components/peer/agent-words.ts";
import { JudgementTable } from "#components/peer/judgement-table.tsx";
import { judgementSentence } from "#components/peer/judgement-words.ts";
import { OurWatchers } from "#components/peer/our-watchers.tsx";
import { PeerTable } from "#components/peer/peer-table.tsx";
import { peersSentence } from "#components/peer/peer-words.ts";
import { WatchThis } from "#components/peer/watch-this.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { CalibrationInShort, PeerView } from "#lib/contract/peers.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { readWitnesses } from "#lib/server/services/log/read-witnesses.ts";
import { type IndexCalibration, readCalibration } from "#lib/server/services/marks/read-calibration.ts";
import { listPeers } from "#lib/server/services/peer/list-peers.ts";
import { keysInForce } from "#lib/server/services/service/keys-in-force.ts";
import { type DemoAgent, readDemoAgent } from "#lib/server/services/service/read-demo-agent.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "Peers",
  description: "Other logs that this index watches, whether they agree with what was seen of them, and who watches it.",
};

export default async function IndexesPage() {
  const ctx = webContext();
  const [peers, { witnesses }, calibration, agent, { vkeys }] = await Promise.all([
    listPeers(ctx),
    readWitnesses(ctx),
    readCalibration(ctx),
    readDemoAgent(ctx),
    keysInForce(ctx),
  ]);
  const compared = peers.data.flatMap(({ comparison }) => comparison ?? []);
  const now = Date.parse(peers.as_of.time);
  const watchers = witnesses.map(({ keyName, isDemonstration, last }) => ({
    name: keyName,
    isDemonstration,
    last: last && { size: last.size, at: last.timeMs },
  }));
  return (
    <>
      <PageHeading
        title="Peers"
        lead="Other indexes and logs that this one watches. It remembers what each has signed, so that none can change its past without leaving the proof here."
      />
      <div className="flex flex-col gap-8">
        {peers.data.length === 0 ? (
          <EmptyState
            title="No other log is watched yet"
            action={
              <ButtonLink variant="primary" href="/docs/how-to/watch-a-peer">
                Watch the first one
              </ButtonLink>
            }
          >
            Here each log that the operator names will stand with its last head and whether it agrees with all that was
            seen of it before.
          </EmptyState>
        ) : (
          <section>
            <SectionHeading id="peers" lead={peersSentence(peers.data)}>
              Watched from here
            </SectionHeading>
            <PeerTable peers={peers.data} now={now} />
          </section>
        )}
        {compared.length === 0 ? null : (
          <section>
            <SectionHeading id="judgement" lead={judgementSentence(compared)}>
              How they judge
            </SectionHeading>
            <JudgementTable peers={peers.data} own={inShort(calibration)} now={now} />
          </section>
        )}
        {agent === undefined ? null : (
          <section>
            <SectionHeading
              id="agent"
              lead="It asks this index and its neighbours whom to use, follows one, calls that service, and runs the answer again. What an answer was worth moves its weights; nobody tells it who lies."
            >
              An agent that asks them all
            </SectionHeading>
            <AgentFigure view={agent.view} indexes={namesOf(agent, peers.data)} />
            <p className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm">
              <Link href="/lab?record=demonstration">Replay its record in the laboratory</Link>
              {/* A plain anchor: this is a file, not a page of this site. */}
              <a href="/api/v1/demonstration/record" className="text-link underline underline-offset-2">
                record.jsonl
              </a>
              <Link href={`/providers/${agent.neighbours.pays}`}>The service that pays to be named</Link>
            </p>
          </section>
        )}
        <OurWatchers watchers={watchers} now={now} />
        <WatchThis
          log={{ vkey: vkeys.log, url: `${ctx.webOrigin}/log` }}
          watcher={{ vkey: vkeys.witness, url: `${ctx.webOrigin}/witness` }}
        />
        <ComputedFrom asOf={peers.as_of} />
      </div>
    </>
  );
}

/** An agent names indexes by their addresses; people by their logs. */
function namesOf({ neighbours, view }: DemoAgent, peers: readonly PeerView[]): AgentIndex[] {
  return view.ids.map((id) => {
    const peer = peers.find(({ url }) => url === `${id}log`);
    const known = neighbours.indexes.find(({ origin }) => origin === peer?.origin);
    return { name: known?.name ?? "this index", isPaid: known?.is_paid ?? false };
  });
}

function inShort({ finished, brier, all: { expected, failed, verdict } }: IndexCalibration): CalibrationInShort {
  return { finished, brier, expected_failures: expected, failed, verdict };
}
