/** The series of a provider from the log alone: every entry replayed, every public part fetched, the rules run again. */
import { checkSeries } from "#lib/disclosure/ledger-digest/check-series.ts";
import type { ImportEntry, Observation } from "#lib/disclosure/ledger-digest/facts.ts";
import { type DigestEntry, observationsOf, readRows, statedBy } from "#lib/disclosure/ledger-digest/read-entry.ts";
import type { SeriesReport } from "#lib/disclosure/ledger-digest/report.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { verifyP256 } from "#lib/platform/node-p256.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import { type ProviderForm, proposalKey } from "#lib/state/forms.ts";
import { indexOf, participantOf, type StateView } from "#lib/state/view.ts";
import type { DatabaseLedgerDigestBody } from "#lib/statement/ledger/digest-body.ts";
import type { SeriesKey } from "#lib/statement/ledger/point.ts";
import { seriesIdOf } from "#lib/statement/ledger/series-id.ts";
import { commitOf } from "#lib/statement/submission.ts";
import { IncompleteError } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";

type Read = { entries: DigestEntry[]; observations: Observation[]; imports: ImportEntry[] };

/** Series id to report, as of `now`. `withheld`: commitments that the log withholds. */
export async function recomputeSeries(
  remote: RemoteIndex,
  {
    entries,
    state,
    provider,
    withheld,
  }: {
    readonly entries: readonly AuditedEntry[];
    readonly state: StateView;
    readonly provider: ProviderForm;
    readonly withheld: ReadonlySet<string>;
  },
  now: Instant,
): Promise<Map<string, { series: SeriesKey; report: SeriesReport }>> {
  const all = new Map<string, Read>();
  for (const { index, loggedAt, parsed, effect } of entries) {
    const { statement } = parsed;
    if (statement.kind !== "disclosure.database_ledger_digest" || statement.subject !== provider.id) continue;
    // What an account with a threshold only proposed pins nothing, carried or not.
    if (effect.status !== "effective" || state.get(proposalKey(parsed.hash)) !== undefined) continue;
    const body = statement.body as unknown as DatabaseLedgerDigestBody;
    const id = seriesIdOf(body.series);
    const read = all.get(id) ?? { entries: [], observations: [], imports: [] };
    all.set(id, read);
    const entry = { index, loggedAt, body };
    const commit = statement.parts?.[0]?.visibility === "public" ? statement.parts[0].commit : undefined;
    const isThere = body.rows !== undefined && commit !== undefined && !withheld.has(commit);
    const rows = readRows(body, isThere ? await fetchPart(remote, commit) : undefined, verifyP256);
    read.entries.push(entry);
    read.observations.push(...observationsOf(entry, rows));
    read.imports.push({ entry: index, receivedAt: loggedAt, state: rows.state, detail: rows.detail });
  }
  const isOwnKey = ownKeys(provider, state);
  // What was recorded after `now` the site could not know when it answered.
  const outages = indexOf(state)?.outages.filter(({ to }) => to <= formatInstant(now)) ?? [];
  const reports = new Map<string, { series: SeriesKey; report: SeriesReport }>();
  for (const [id, { entries: own, observations, imports }] of all) {
    const series = own[0]?.body.series;
    if (series === undefined) continue;
    const earlier = [...all.values()]
      .flatMap((other) => other.entries[0]?.body.series ?? [])
      .filter((other) => isSameDatabase(other, series) && other.createdAt < series.createdAt)
      .map(({ createdAt }) => createdAt)
      .sort();
    const report = checkSeries({
      ...{ series, asOf: now, observations, imports, outages, earlier },
      ...statedBy(own, isOwnKey),
    });
    reports.set(id, { series, report });
  }
  return reports;
}

function isSameDatabase(a: SeriesKey, b: SeriesKey): boolean {
  return a.ledger === b.ledger && a.server === b.server && a.database === b.database;
}

function ownKeys({ keys, operator }: ProviderForm, state: StateView): (did: string) => boolean {
  const own = new Set([
    ...keys.map(({ thumbprint }) => thumbprint),
    ...(participantOf(state, operator)?.controlKeys ?? []),
  ]);
  return (did) => {
    const thumbprint = thumbprintOfDid(did);
    return did === operator || (thumbprint !== undefined && own.has(thumbprint));
  };
}

/** Errors: `IncompleteError` for a public part that is not served as it was committed to. */
async function fetchPart(remote: RemoteIndex, commit: string): Promise<Uint8Array> {
  const { bytes, headers } = await remote.answer(`api/v1/parts/${commit}`);
  const nonce = base64UrlDecode(headers.get("touchstone-part-nonce") ?? "");
  if (nonce !== undefined && commitOf({ bytes, nonce }) === commit) return bytes;
  throw new IncompleteError(`What is served as the part ${commit} is not what was committed to.`);
}
