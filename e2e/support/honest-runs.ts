/**
 * An honest index that crashes at any call, and everybody who watches it: witness, browser memory, auditor, head guard,
 * holders of receipts. Nobody may ever raise an alarm. One run is one leader, from its election to its crash or rest.
 */
import { equalBytes, utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { addMs, SECOND_MS } from "#lib/kernel/instant.ts";
import { compareCheckpoints, openCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, type Frontier, rootOf } from "#lib/log/frontier.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { leafHash, nodesForConsistency, proveConsistency } from "#lib/log/tree.ts";
import { formatAddCheckpoint, judgeAddCheckpoint, parseAddCheckpoint } from "#lib/log/witness-protocol.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { noteSignerOf } from "#lib/server/crypto/key-on-file.ts";
import type { TestDatabase } from "#lib/server/db/test-database.ts";
import { readNodes } from "#lib/server/log-store/read-nodes.ts";
import { receiptOf } from "#lib/server/log-store/receipt-of.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { raiseEpoch } from "#lib/server/sequencer/leadership.ts";
import { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import { SigningRefused } from "#lib/server/sequencer/signing-refused.ts";
import { failing } from "#lib/server/sequencer/test-failing.ts";
import { KEYS, registration, settle, TestLog, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { Replay } from "#lib/state/audit.ts";
import { LOG_TIME_SLACK_MS } from "#lib/state/log-time.ts";
import type { Dice } from "./dice.ts";

/** Calls of one leader that opens, writes a batch, publishes and projects are fewer. */
const CALLS_OF_A_RUN = 60;

export type HonestRuns = {
  readonly runs: number;
  readonly crashes: number;
  readonly size: number;
  readonly alarms: string[];
};

/** Runs so often over one database; `alarms` is empty when nobody was troubled. */
export async function honestRuns(database: TestDatabase, runs: number, dice: Dice): Promise<HonestRuns> {
  const log = await TestLog.make(database);
  const web = await log.connect("web");
  const watchers = new Watchers(web);
  let crashes = 0;
  let people = 0;
  const alarms: string[] = [];
  try {
    await settle(await log.lead());
    for (let run = 0; run < runs; run += 1) {
      log.now = addMs(log.now, dice.roll(5) * SECOND_MS);
      const count = 1 + dice.roll(4);
      await log.submit(Array.from({ length: count }, (_, at) => registration(`person ${people + at}`)));
      people += count;
      const client = await log.connect();
      const { sql } = failing(client, 1 + dice.roll(CALLS_OF_A_RUN), dice.pick(["before", "after"] as const));
      const { epoch } = await raiseEpoch(client);
      const error = await Sequencer.open(log.options(sql), epoch)
        .then(settle)
        .then(
          () => undefined,
          (reason: unknown) => reason,
        );
      if (error !== undefined) crashes += 1;
      if (error instanceof SigningRefused) alarms.push(`Run ${run}: the head guard refused: ${error.message}`);
      await client.end().catch(() => undefined);
      for (const alarm of await watchers.look(log.now)) alarms.push(`Run ${run}: ${alarm}`);
    }
    await settle(await log.lead());
    alarms.push(...(await watchers.look(log.now)));
    if (watchers.size !== people + 1) alarms.push(`The log ends with ${watchers.size} entries of ${people + 1}.`);
    return { runs, crashes, size: watchers.size, alarms };
  } finally {
    await log.close();
  }
}

/** All who look at the newest head after each run, each with a memory of its own. */
class Watchers {
  readonly #sql: Sql;
  readonly #vkey = noteSignerOf(KEYS.log, testOrigin()).vkey;
  readonly #replay = new Replay(testOrigin(), rawVerify);
  readonly #receipts = new Map<number, string>();
  #frontier: Frontier = emptyFrontier();
  #head: { readonly size: number; readonly root: ReturnType<typeof rootOf> } | undefined;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  get size(): number {
    return this.#frontier.size;
  }

  async look(nowMs: number): Promise<string[]> {
    const { rows } = await this.#sql.query<{ note: string }>(
      "SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1",
    );
    const note = rows[0]?.note ?? "";
    const opened = openCheckpoint(note, this.#vkey, [], rawVerify);
    if (!opened.ok) return [`The head does not verify: ${opened.error}`];
    const { checkpoint } = opened.value;
    const before = this.#head ?? { size: 0, root: rootOf(emptyFrontier()) };
    const { size } = checkpoint;
    const wanted = before.size === 0 || before.size >= size ? [] : nodesForConsistency(before.size, size);
    const nodes = await readNodes(this.#sql, wanted, size, undefined);
    const proof = wanted.length === 0 ? [] : proveConsistency(before.size, size, nodes);
    const alarms: string[] = [];

    const body = formatAddCheckpoint({ oldSize: before.size, proof, checkpointNote: note });
    const request = parseAddCheckpoint(utf8Encode(body));
    const verdict = request.ok
      ? judgeAddCheckpoint({ request: request.value, knownLog: this.#vkey, stored: this.#head })
      : undefined;
    if (verdict?.status !== 200) alarms.push(`The witness answers ${verdict?.status ?? "malformed"}.`);

    const memory = { origin: checkpoint.origin, ...before };
    const continued = this.#head === undefined ? "same" : compareCheckpoints(memory, checkpoint, proof);
    if (continued !== "same" && continued !== "consistent") alarms.push(`The browser sees: ${continued}.`);

    alarms.push(...(await this.#audit(size, checkpoint.root, nowMs)));
    alarms.push(...(await this.#compareReceipts(size)));
    this.#head = { size, root: checkpoint.root };
    return alarms;
  }

  async #audit(size: number, root: Uint8Array, nowMs: number): Promise<string[]> {
    const { rows } = await this.#sql.query<{ leaf: Buffer; index: number }>(
      "SELECT index, leaf FROM log_entry WHERE index >= $1 AND index < $2 ORDER BY index",
      [this.#frontier.size, size],
    );
    const alarms: string[] = [];
    for (const { leaf } of rows) {
      const entry = this.#replay.push(new Uint8Array(leaf));
      if (entry !== undefined && Math.abs(entry.loggedAt - nowMs) > LOG_TIME_SLACK_MS)
        alarms.push(`Entry ${entry.index} bears a false time.`);
    }
    this.#frontier = append(
      this.#frontier,
      rows.map(({ leaf }) => leafHash(new Uint8Array(leaf))),
    ).frontier;
    if (!equalBytes(rootOf(this.#frontier), root)) alarms.push(`The auditor gets another root of size ${size}.`);
    alarms.push(...this.#replay.faults.map(({ index, code }) => `The auditor faults entry ${index}: ${code}.`));
    return alarms;
  }

  /** Of three entries the receipt is the one that was given first. */
  async #compareReceipts(size: number): Promise<string[]> {
    const alarms: string[] = [];
    for (const index of new Set([0, Math.floor(size / 2), size - 1])) {
      const receipt = await receiptOf(this.#sql, index, undefined);
      const text = receipt === undefined ? "none" : (utf8Decode(buildReceipt(receipt)) ?? "");
      const known = this.#receipts.get(index) ?? text;
      this.#receipts.set(index, known);
      if (text === "none" || text !== known) alarms.push(`Entry ${index} has another receipt, or none.`);
    }
    return alarms;
  }
}
