/** Where a sealed ballot lies until it is opened: in this browser, in a file, and sealed to the spare key at the index. */
import type { BallotBoxView } from "#lib/contract/review.ts";
import {
  BALLOT_FILE_TYPE,
  type BallotFile,
  type BallotPlace,
  formatBallot,
  readBallot,
} from "#lib/dispute/ballot-file.ts";
import { base64UrlDecode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Random } from "#lib/kernel/clock.ts";
import { openBox, type SealingPair, sealBox } from "#lib/platform/key-files/sealed-box.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import { type KeptStore, keptStore } from "../kept-store.ts";
import { requestJson } from "../request-json.ts";
import type { BallotDraft } from "./ballot-draft.ts";

export type { BallotFile, BallotPlace };

let ballots: KeptStore<string> | undefined;
let drafts: KeptStore<BallotDraft> | undefined;

/** Texts of ballot files. */
export function ballotStore(): KeptStore<string> {
  ballots ??= keptStore<string>(globalThis.indexedDB, "touchstone-ballots", "ballots");
  return ballots;
}

/** What is filled and not sealed yet. */
export function draftStore(): KeptStore<BallotDraft> {
  drafts ??= keptStore<BallotDraft>(globalThis.indexedDB, "touchstone-ballot-drafts", "drafts");
  return drafts;
}

/** What a kept ballot, and its box, is bound to. */
export function placeText({ log, case: id, round, maintainer }: BallotPlace): string {
  return `${log}\n${id}\n${round}\n${maintainer}`;
}

/** With a nonce of its own: two ballots of the same answers cannot be told to be that. */
export function makeBallot(place: BallotPlace, answers: Answers, random: Random): BallotFile {
  return { type: BALLOT_FILE_TYPE, ...place, nonce: hexEncode(random(32)), answers };
}

export function ballotFileName({ case: id, round }: BallotPlace): string {
  return `touchstone-ballot-${id.slice(5, 13)}-${round}.json`;
}

/** Keeps it at the index, for a day on which this browser is lost. `key`: base64url. Throws ApiProblem. */
export async function putBox(ballot: BallotFile, key: string, random: Random): Promise<void> {
  const to = base64UrlDecode(key);
  if (to === undefined) throw new TypeError("The sealing key is not base64url.");
  const sealed = { to, bytes: utf8Encode(formatBallot(ballot)), about: placeText(ballot) };
  const body = await sealBox(sealed, crypto.subtle, random);
  await requestJson(`/api/v1/review/ballots/${ballot.case}/${ballot.round}`, { method: "PUT", body });
}

/** The ballot of that place out of the index's boxes; undefined when there is none, or this spare key does not open it. */
export async function openKeptBox(
  place: BallotPlace,
  pair: SealingPair,
  commit: string | null,
): Promise<BallotFile | undefined> {
  const { data } = await requestJson<{ data: readonly BallotBoxView[] }>("/api/v1/review/ballots");
  const kept = data.data.find((one) => one.case === place.case && one.round === place.round);
  if (kept === undefined) return undefined;
  const bytes = await openBox({ box: kept.box, pair, about: placeText(place) }, crypto.subtle);
  const read = bytes === undefined ? undefined : readBallot(utf8Decode(bytes) ?? "", place, commit);
  return read?.ok ? read.value : undefined;
}
