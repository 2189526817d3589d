/**
 * Fixes when exchanges were known, off the path on which they are paid: their hashes go to an index in batches, as often
 * as its log takes them from one key (docs/protocol/evidence.md, "Time"), and each exchange has its place in the receipt.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import type { Exchange } from "#lib/evidence/exchange.ts";
import { commitBodyOf, exchangeHashOf, placeInBatch } from "#lib/evidence/exchange-record.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import type { Origin, StatementHash } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, parseJson } from "#lib/kernel/json.ts";
import { MAX_RECEIPT_BYTES } from "#lib/log/receipt.ts";
import { composeStatement, type Identity, signStatement } from "#lib/statement/compose.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import { type StatementTrust, verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import { CliError } from "../cli-error.ts";
import { IncompleteError, type Io } from "../command.ts";
import { homeFolder } from "../home.ts";
import { printable } from "../print-finding.ts";
import { checkPromise } from "../promises/check-promise.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { sendPatiently } from "../send-patiently.ts";
import { sendStatement } from "../send-statement.ts";

/** A place in `time` of a bundle. */
export type Fixed = Bundle["time"][number];

/** The log takes one batch of a key in 10 s, by its own clock; counted from its answer, this is never too early. */
const SHORTEST_MS = 10_000;
/**
 * Each pause is twice the one before, up to this: an index takes few statements of an unknown key in an hour, and an
 * answer that is fixed within 10 minutes counts as fixed at once.
 */
const LONGEST_MS = 300_000;
/** How long a promise is waited for. It is kept whatever comes; a bundle without its receipt is only dated later. */
const PROMISE_MS = 60_000;
const ASK_AGAIN_MS = 1_000;

type Given = {
  readonly remote: RemoteIndex;
  readonly log: Origin;
  readonly trust: StatementTrust;
  /** Any key: who fixes a hash says nothing but that it was there. */
  readonly key: Identity;
  readonly io: Io;
};

type Waiting = { readonly hash: Hash; readonly settle: (seat: Seat | undefined) => void };
/** Which of the hashes of a batch; the receipt is of the batch. */
type Seat = { readonly hashes: readonly Hash[]; readonly position: number; readonly receipt: JsonObject };

export class Committer {
  readonly #given: Given;
  readonly #seats = new WeakMap<Exchange, Promise<Seat | undefined>>();
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  /** Ends the pause before the next batch; after `close`, before every one. */
  #hurry = new AbortController();
  #isClosing = false;
  #pauseMs = SHORTEST_MS;
  #nextAtMs = 0;
  /** From when on the log takes the next one. */
  #earliestMs = 0;
  /** Batches that the log holds. */
  batches = 0;

  constructor(given: Given) {
    this.#given = given;
  }

  /** Fixes the exchange with the next batch. */
  add(exchange: Exchange): void {
    const hash = exchangeHashOf(exchange);
    const seat = new Promise<Seat | undefined>((settle) => {
      this.#waiting.push({ hash, settle });
    });
    if (this.#waiting.length === 1) this.#nextAtMs = Math.max(this.#nextAtMs, performance.now() + SHORTEST_MS);
    this.#running ??= this.#run();
    this.#seats.set(exchange, seat);
  }

  /** Where the log fixed an exchange, when it has; undefined when it could not, or was never asked to. Never rejects. */
  async placeOf(exchange: Exchange): Promise<Fixed | undefined> {
    const seat = await this.#seats.get(exchange);
    return seat === undefined ? undefined : placeOf(seat);
  }

  /** Sends what waits as soon as the log takes it: something in it is evidence. */
  hurry(): void {
    this.#hurry.abort();
  }

  /** Sends what waits as soon as the log takes it; resolves when all is settled. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.hurry();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#pause();
      if (!this.#isClosing) this.#hurry = new AbortController();
      const batch = this.#waiting;
      this.#waiting = [];
      const hashes = batch.map(({ hash }) => hash);
      const sent = await this.#commit(hashes).catch((error: unknown) => {
        if (!(error instanceof CliError)) throw error;
        this.#given.io.err(printable(`${hashes.length} answers were not fixed in the log: ${error.message}`));
        return undefined;
      });
      const now = performance.now();
      this.#earliestMs = now + SHORTEST_MS;
      this.#nextAtMs = now + this.#pauseMs;
      this.#pauseMs = Math.min(LONGEST_MS, 2 * this.#pauseMs);
      if (sent === "too-early") this.#waiting = [...batch, ...this.#waiting];
      else
        for (const [position, { settle }] of batch.entries())
          settle(sent === undefined ? undefined : { hashes, position, receipt: sent });
    }
    this.#running = undefined;
  }

  /** Until the next batch is due; when the end is near, only until the log takes one again. */
  async #pause(): Promise<void> {
    const { signal } = this.#given.io;
    const until = (atMs: number, signals: AbortSignal[]) =>
      wait(Math.max(0, atMs - performance.now()), undefined, { signal: AbortSignal.any(signals) }).catch(
        () => undefined,
      );
    await until(this.#nextAtMs, [signal, this.#hurry.signal]);
    await until(this.#earliestMs, [signal]);
  }

  async #commit(hashes: readonly Hash[]): Promise<JsonObject | "too-early" | undefined> {
    const { remote, log, key, io } = this.#given;
    const random = (count: number) => randomBytes(count);
    const draft = { kind: "exchange.commit", log, issuer: key.did, key: key.thumbprint, subject: "none" } as const;
    const unsigned = composeStatement({ ...draft, body: commitBodyOf(hashes) }, await remote.now(), random);
    const hash = statementHash(unsigned);
    const statement = signStatement(unsigned, key.seed);
    const sent = await sendPatiently(() => sendStatement(remote, statement, io), io);
    if ("kept" in sent) return this.#receiptOf(readFileSync(await this.#exchanged(sent.kept)), hash);
    if (sent.voidCode === "guard") return "too-early";
    if (sent.voidCode !== undefined) throw new IncompleteError(`entry ${sent.index} is void (${sent.voidCode}).`);
    const { bytes } = await remote.answer(`api/v1/statements/${hash}/receipt?format=file`, MAX_RECEIPT_BYTES);
    const receipt = this.#receiptOf(bytes, hash);
    const folder = path.join(homeFolder(io.env), "receipts");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path.join(folder, `entry-${sent.index}-${hash.slice(0, 8)}.receipt.json`), bytes, { mode: 0o600 });
    return receipt;
  }

  /** The file of the receipt that took the promise's place. */
  async #exchanged(kept: Parameters<typeof checkPromise>[0]): Promise<string> {
    const { io } = this.#given;
    const question = { url: undefined, key: this.#given.trust.logVkey, policy: undefined, out: "." };
    const giveUpAt = performance.now() + PROMISE_MS;
    for (;;) {
      const { file, state, words } = await checkPromise(kept, { ...question, now: asInstant(Date.now()) }, io);
      if (state === "recorded" && file !== undefined) return file;
      if (performance.now() > giveUpAt || io.signal.aborted)
        throw new IncompleteError(`the promise is kept in ${kept.path}. ${words}`);
      await wait(ASK_AGAIN_MS, undefined, { signal: io.signal }).catch(() => undefined);
    }
  }

  #receiptOf(bytes: Uint8Array, hash: StatementHash): JsonObject {
    const finding = verifyStatementReceipt(bytes, this.#given.trust);
    const json = parseJson(bytes);
    if (!finding.ok || finding.parsed?.hash !== hash || !json.ok || !isJsonObject(json.value))
      throw new IncompleteError("the index gives a receipt that does not hold.");
    this.batches += 1;
    return json.value;
  }
}

function placeOf({ hashes, position, receipt }: Seat): Fixed {
  if (hashes.length === 1) return { receipt };
  const { proof } = placeInBatch(hashes, position);
  return { receipt, batch: { position, proof: proof.map((each) => base64Encode(each)) } };
}
