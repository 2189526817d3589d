import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { formatSpan, formatUtc } from "#components/ui/format-time.ts";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { PeerView } from "#lib/contract/peers.ts";
import { PEER_WORDS } from "./peer-words.ts";

/** Watched logs; cards below 640 px. `now` in ms. */
export function PeerTable({ peers, now }: { peers: readonly PeerView[]; now: number }) {
  return (
    <Table caption="Logs that this index watches">
      <THead>
        <Th>Log</Th>
        <Th>Finding</Th>
        <Th numeric>Last head</Th>
        <Th>In our log</Th>
        <Th>Signed by us</Th>
      </THead>
      <TBody>
        {peers.map((peer) => (
          <Tr key={peer.origin}>
            <Td head className="align-top">
              <span className="block break-all">{peer.origin}</span>
              <Link href={`${peer.url}/checkpoint`} look="quiet" className="break-all font-normal text-sm">
                {peer.url.replace(/^https?:\/\//, "")}
              </Link>
            </Td>
            <Td label="Finding" className="align-top sm:max-w-96">
              <Finding peer={peer} now={now} />
            </Td>
            <Td label="Last head" numeric className="align-top">
              {peer.head === null ? (
                <Nothing>none seen</Nothing>
              ) : (
                <Head {...peer.head} at={peer.head.seen_at} now={now} />
              )}
            </Td>
            <Td label="In our log" className="align-top">
              {peer.recorded === null ? (
                <Nothing>not yet</Nothing>
              ) : (
                <Link look="quiet" href={`/log/entries/${peer.recorded.entry}`} className="whitespace-nowrap">
                  Entry {peer.recorded.entry.toLocaleString("en")}
                </Link>
              )}
            </Td>
            <Td label="Signed by us" className="align-top">
              {peer.cosigned === null ? (
                <Nothing>never asked</Nothing>
              ) : (
                <Head {...peer.cosigned} at={peer.cosigned.at} now={now} />
              )}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function Finding({ peer, now }: { peer: PeerView; now: number }) {
  const { word, tone, means } = PEER_WORDS[peer.state];
  const [proof] = peer.fraud_proofs;
  const since = peer.state === "no-answer" ? (peer.answered_at ?? peer.since) : peer.since;
  return (
    <span className="flex flex-col items-start gap-1 max-sm:items-end">
      <span className="flex flex-wrap items-baseline gap-x-1.5 gap-y-1 max-sm:justify-end">
        <Badge tone={tone}>{word}</Badge>
        {proof === undefined || peer.state === "forked" ? null : <Badge tone="failed">convicted of a lie</Badge>}
        {since === null ? null : (
          <span className="text-muted text-sm">
            for{" "}
            <time dateTime={since} title={formatUtc(Date.parse(since))} className="whitespace-nowrap">
              {formatSpan(Math.max(0, now - Date.parse(since)))}
            </time>
          </span>
        )}
      </span>
      {peer.state === "agrees" ? (
        <span className="text-muted text-sm">
          {peer.answered_at === null ? null : (
            <>
              read <TimeText at={Date.parse(peer.answered_at)} now={Math.max(now, Date.parse(peer.answered_at))} />
            </>
          )}
        </span>
      ) : (
        <span className="text-sm">{means}</span>
      )}
      {proof === undefined ? null : (
        // A plain anchor: this is a file, not a page of this site.
        <a
          href={`/api/v1/fraud-proofs/${proof.sha256}`}
          className="inline-flex min-h-6 items-center rounded-sm text-link text-sm underline underline-offset-2"
        >
          Download the proof
        </a>
      )}
      {peer.detail === "" || peer.state === "forked" ? null : (
        <bdi className="wrap-anywhere text-muted text-sm">{peer.detail}</bdi>
      )}
    </span>
  );
}

function Head({ size, root, at, now }: { size: number; root: string; at: string; now: number }) {
  return (
    <span className="flex flex-col max-sm:items-end">
      <span className="whitespace-nowrap">
        {size.toLocaleString("en")} {size === 1 ? "entry" : "entries"}
      </span>
      <span className="text-muted text-sm">
        <TimeText at={Date.parse(at)} now={Math.max(now, Date.parse(at))} />
      </span>
      <span className="auditor-detail">
        <HashText value={root} what="root" />
      </span>
    </span>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <span className="whitespace-nowrap text-muted">{children}</span>;
}
