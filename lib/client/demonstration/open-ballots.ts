/**
 * While time is let pass in a demonstration, a day is over in a second, and with it the time in which a sealed ballot can be
 * opened. So the browser that sealed it opens it as soon as voting has closed: nobody else has what was sealed.
 */
import type { ReviewCase } from "#lib/client/review/queries.ts";
import type { QueueItem } from "#lib/contract/review.ts";
import { readBallot } from "#lib/dispute/ballot-file.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import type { CaseId, Did, Origin } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { browserKeystore } from "../keystore/browser-keystore.ts";
import type { KeyRecord } from "../keystore/key-record.ts";
import { browserRandom } from "../platform.ts";
import { requestJson } from "../request-json.ts";
import { type BallotFile, ballotStore, placeText } from "../review/ballot-box.ts";
import { revealDraft } from "../review/use-ballot.ts";
import { signerOfRecord } from "../signer.ts";
import { prepareStatement } from "../statements/prepare-statement.ts";
import { sendItem, signItem } from "../statements/use-publish.ts";

export type Opener = { readonly did: Did; readonly key: KeyRecord; readonly origin: Origin };

/** Opens what this browser sealed for that maintainer and can be opened at `now`. How many were recorded. Throws ApiProblem. */
export async function openBallots({ did, key, origin }: Opener, now: Instant): Promise<number> {
  const asked = new URLSearchParams({ filter: "mine", maintainer: did, limit: "50", blind: "1" });
  const { data } = await requestJson<{ data: readonly QueueItem[] }>(`/api/v1/review/queue?${asked}`);
  let opened = 0;
  for (const { case: id, seat } of data.data) {
    if (seat?.does !== "reveal") continue;
    const ballot = await sealedBallot({ log: origin, case: id as CaseId, round: seat.round, maintainer: did }, now);
    if (ballot === undefined) continue;
    const stamp = { id: base64UrlEncode(browserRandom(16)), issuedAt: formatInstant(now) };
    const plan = { ...revealDraft(ballot), log: origin, issuer: did, key: key.thumbprint };
    const item = await signItem(prepareStatement(plan, stamp), signerOfRecord(await browserKeystore(), key));
    if ((await sendItem(item)).phase === "recorded") opened += 1;
  }
  return opened;
}

/** Undefined: it cannot be opened yet, or this browser does not have it. */
async function sealedBallot(
  place: Pick<BallotFile, "log" | "case" | "round" | "maintainer">,
  now: Instant,
): Promise<BallotFile | undefined> {
  const text = await ballotStore().read(placeText(place));
  if (text === undefined) return undefined;
  const { data } = await requestJson<{ data: ReviewCase }>(`/api/v1/review/cases/${place.case}?blind=1`);
  const { seat } = data.data;
  if (seat?.commit == null || now < Date.parse(seat.from ?? seat.votes_by)) return undefined;
  const read = readBallot(text, place, seat.commit);
  return read.ok ? read.value : undefined;
}
