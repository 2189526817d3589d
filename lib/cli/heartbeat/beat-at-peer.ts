/** A beat that its own index did not take, at another log: its receipt proves later that the silence was not the operator's. */
import { setTimeout as wait } from "node:timers/promises";
import type { Origin, ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { parseStatement } from "#lib/statement/envelope.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import { EXIT, IncompleteError, type Io } from "../command.ts";
import { findKnownLog } from "../home.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { sendStatement } from "../send-statement.ts";
import { type Beating, type BeatWords, signBeat } from "./beat.ts";
import { keepReceipt } from "./receipts-elsewhere.ts";

/** Where beats go that this index does not take, and as which provider there. */
export type PeerPlace = { readonly remote: RemoteIndex; readonly provider: ProviderId };

const RECEIPT_TRIES = 30;
const RECEIPT_EVERY_MS = 2_000;

/** Posts, waits for the receipt, verifies and keeps it. Errors: `IncompleteError`. */
export async function beatAtPeer(peer: PeerPlace, beating: Beating, words: BeatWords, io: Io): Promise<number> {
  const { origin, vkeys } = await peer.remote.describe();
  const there: Beating = { ...beating, log: origin as Origin, provider: peer.provider };
  const { cadenceHours, softwareVersion } = words;
  const meantFor = { log: beating.log, provider: beating.provider };
  const statement = signBeat(there, { cadenceHours, softwareVersion, meantFor }, asInstant(Date.now()));
  const parsed = parseStatement(statement);
  if (!parsed.ok) throw new IncompleteError(`Not a statement: ${parsed.error.detail}`);
  await sendStatement(peer.remote, statement, io);
  const receipt = await receiptOf(peer.remote, parsed.value.hash, io);
  const logVkey = findKnownLog(io.env, origin)?.vkey ?? vkeys.log;
  const { key } = beating;
  const keys = (thumbprint: string) => (thumbprint === key.thumbprint ? key.publicKey : undefined);
  const finding = verifyStatementReceipt(receipt, { logVkey, keys });
  if (!finding.ok || finding.loggedAt === undefined || finding.parsed?.hash !== parsed.value.hash)
    throw new IncompleteError(`${origin} answers with a receipt that does not hold for this beat.`);
  const path = keepReceipt(io.env, beating.provider, finding.loggedAt, receipt);
  const at = formatInstant(finding.loggedAt);
  io.out(
    io.json
      ? JSON.stringify({ elsewhere: origin, loggedAt: at, receipt: path })
      : `The log ${origin} took the beat at ${at}. Its receipt is kept in ${path} and shown with the next beat here.`,
  );
  return EXIT.ok;
}

async function receiptOf(remote: RemoteIndex, hash: string, io: Io): Promise<Uint8Array> {
  for (let tries = 0; tries < RECEIPT_TRIES && !io.signal.aborted; tries += 1) {
    if (tries > 0) await wait(RECEIPT_EVERY_MS, undefined, { signal: io.signal }).catch(() => undefined);
    const found = await remote.find(`api/v1/statements/${hash}/receipt?format=file`);
    if (found !== undefined) return found.bytes;
  }
  throw new IncompleteError("The other log has promised the beat and not logged it yet.");
}
