/**
 * Concurrent appenders. Each signs a statement, sends it until it is acknowledged, writes the receipt to its own disk,
 * and goes on with the next: whatever is killed meanwhile, what the file holds was acknowledged.
 */
import { z } from "zod";
import { receiptSchema } from "#lib/contract/statements.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import type { Dice } from "./dice.ts";
import { HttpClient, jsonOf } from "./http.ts";
import type { SignedStatement } from "./participants.ts";
import type { ReceiptFile } from "./receipt-file.ts";
import { nextLook } from "./until.ts";

export type LoadOptions = {
  /** Web processes; each try goes to one of them. */
  readonly urls: readonly string[];
  readonly appenders: number;
  /** The next statement of appender `who`; undefined ends it. */
  readonly next: (who: number) => SignedStatement | undefined;
  readonly receipts: ReceiptFile;
  readonly dice: Dice;
  /**
   * The longest pause between two tries of one statement in ms; preset: no longer than the first. A client that doubles its
   * pause leaves the processor to what is starting again.
   */
  readonly longestPauseMs?: number;
};

/** Status of each answer that was not a receipt, and how many requests were cut. */
export type Tally = { acknowledged: number; promised: number; refused: Map<number, number>; cut: number };

const FIRST_PAUSE_MS = 50;
const included = z.object({ receipt: receiptSchema });

export class Load {
  readonly tally: Tally = { acknowledged: 0, promised: 0, refused: new Map(), cut: 0 };
  /** Milliseconds from the first try to the receipt. */
  readonly waitsMs: number[] = [];
  readonly #options: LoadOptions;
  readonly #client = new HttpClient();
  readonly #running: Promise<void>[];
  #stopping = false;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#running = Array.from({ length: options.appenders }, (_, who) => this.#append(who));
    // Whoever awaits `done` hears of a failure; until then it must not end the process.
    for (const running of this.#running) running.catch(() => undefined);
  }

  /** Lets every appender finish the statement it is about; each is acknowledged when this resolves. */
  async stop(): Promise<Tally> {
    this.#stopping = true;
    return await this.done();
  }

  /** Resolves when no appender has a statement left. */
  async done(): Promise<Tally> {
    try {
      await Promise.all(this.#running);
    } finally {
      this.#stopping = true;
      this.#client.close();
    }
    return this.tally;
  }

  /** Sends one statement until it has its receipt. Answers the receipt's canonical text, on disk by then. */
  async deliver(statement: SignedStatement): Promise<string> {
    const startedMs = performance.now();
    const { longestPauseMs = FIRST_PAUSE_MS } = this.#options;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const receipt = await this.#try(statement);
      if (receipt !== undefined) {
        this.waitsMs.push(performance.now() - startedMs);
        await this.#options.receipts.append(receipt);
        this.tally.acknowledged += 1;
        return receipt;
      }
      await nextLook(pauseMs);
    }
  }

  async #append(who: number): Promise<void> {
    while (!this.#stopping) {
      const statement = this.#options.next(who);
      if (statement === undefined) return;
      await this.deliver(statement);
    }
  }

  async #try({ bytes }: SignedStatement): Promise<string | undefined> {
    const url = this.#options.dice.pick(this.#options.urls);
    const answer = await this.#client.post(`${url}/api/v1/statements`, bytes).catch(() => undefined);
    if (answer === undefined) this.tally.cut += 1;
    else if (answer.status === 201) return canonicalText(included.parse(jsonOf(answer)).receipt);
    else if (answer.status === 202) this.tally.promised += 1;
    else if (answer.status === 503) this.tally.refused.set(503, (this.tally.refused.get(503) ?? 0) + 1);
    // Faults cut and delay; they never make a sound statement wrong.
    else throw new Error(`A sound statement was answered ${answer.status}: ${answer.body.toString("utf8")}`);
    return undefined;
  }
}
