/**
 * Tickets that wait for the case that was made of their call: `cases.json` beside the record. The record names no case, since it may be
 * published, and whose report that is would be known then. A ticket waits only while somebody may still decide.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DAY_MS } from "#lib/kernel/instant.ts";
import { PARTS } from "#lib/selection/losses.ts";
import { IncompleteError, type Io, UsageError } from "../command.ts";
import { RemoteIndex } from "../remote-index.ts";
import { isSent, listCases } from "../report/case-box.ts";
import { lossOfCase } from "./case-loss.ts";
import type { ChoiceBook } from "./choice-book.ts";
import { granted } from "./draw-index.ts";
import type { KnownIndexes } from "./known-indexes.ts";
import { meetIndex } from "./meet-index.ts";

const followedSchema = z.strictObject({
  ticket: z.int().min(1),
  /** Where it is reported: the address as `RemoteIndex` writes it. */
  url: z.string(),
  /** What counts together: of one group one report is filed. */
  group: z.string(),
  /** Null: not filed yet. */
  case: z.string().nullable(),
  /** What the agent saw itself, as a loss. It counts where nobody finds anything. */
  loss: z.number().min(0).max(1),
  /** Unix time in ms. */
  since: z.int().min(0),
});
type Followed = z.infer<typeof followedSchema>;

/** A ticket that waited and is closed. `case`: null where none was made of it. `by`: what the loss comes from. */
export type Closed = {
  readonly ticket: number;
  readonly case: string | null;
  readonly loss: number;
  readonly by: "case" | "own";
};

/** Open tickets teach nothing: so many at most. */
const MOST_WAITING = 32;
/** Longer than every deadline of a dispute together; then what the agent saw itself counts. */
const LONGEST_MS = 120 * DAY_MS;
/** One case a round at most, and each no oftener. */
const ASK_EVERY_MS = 600_000;
/** An index that is slow to answer holds up one call. */
const PATIENCE_MS = 5_000;

type Given = {
  readonly known: KnownIndexes;
  readonly io: Pick<Io, "signal" | "env">;
  /** Where the agent reports what it finds; without it no further ticket waits. */
  readonly url?: string | undefined;
  readonly now: () => number;
};

export class FollowedCases {
  readonly #file: string;
  readonly #given: Given;
  readonly #askedMs = new Map<number, number>();
  #all: readonly Followed[];

  /** Errors: `UsageError` for a file that nobody here wrote. */
  constructor(folder: string, given: Given) {
    this.#file = join(folder, "cases.json");
    this.#given = given;
    this.#all = readFollowed(this.#file);
  }

  get tickets(): readonly number[] {
    return this.#all.map(({ ticket }) => ticket);
  }

  /** Whether the ticket waits from now on: of what counts together only the first is filed, the others cost what was seen. */
  hold(ticket: number, group: string | undefined, loss: number): boolean {
    const { url, io, now } = this.#given;
    if (url === undefined || group === undefined || this.#all.length >= MOST_WAITING) return false;
    if (this.#all.some((each) => each.group === group) || sentCase(io.env, { url, group }) !== undefined) return false;
    this.#write([...this.#all, { ticket, url, group, case: null, loss, since: now() }]);
    return true;
  }

  /**
   * After filing, and when an agent begins: a ticket of which a case was made waits for it, one of which none was made costs what was
   * seen, and one that was closed elsewhere is forgotten.
   */
  settle(book: ChoiceBook): Closed[] {
    const open = new Set(book.agent.openTickets);
    this.#write(
      this.#all
        .filter(({ ticket }) => open.has(ticket))
        .map((each) => ({ ...each, case: each.case ?? sentCase(this.#given.io.env, each) ?? null })),
    );
    return this.#all
      .filter((each) => each.case === null || this.#given.now() - each.since > LONGEST_MS)
      .map((each) => this.#close(book, each, { loss: each.loss, by: "own" }));
  }

  /** Asks for the case that was asked for longest ago; closes its ticket once it is decided for good, by what the log proves. */
  async ask(book: ChoiceBook): Promise<Closed | undefined> {
    const { known, io, now } = this.#given;
    const lastOf = ({ ticket }: Followed) => this.#askedMs.get(ticket) ?? Number.NEGATIVE_INFINITY;
    // A clock that was set back does not silence it.
    const [due] = this.#all
      .filter((each) => each.case !== null && Math.abs(now() - lastOf(each)) >= ASK_EVERY_MS)
      .sort((a, b) => lastOf(a) - lastOf(b));
    if (due === undefined || due.case === null) return undefined;
    this.#askedMs.set(due.ticket, now());
    const signal = AbortSignal.any([io.signal, AbortSignal.timeout(PATIENCE_MS)]);
    try {
      // Met once: whose log it is does not change with the answer.
      if (known.get(due.url) === undefined)
        known.set(due.url, await meetIndex(new RemoteIndex(due.url, { signal }), io));
      const found = await lossOfCase(due.case, due.url, { known, io: { ...io, signal } });
      if (found === "never") return this.#close(book, due, { loss: due.loss, by: "own" });
      // Of latency and price no case says anything.
      const rest = Math.max(0, due.loss - PARTS.correctness);
      return this.#close(book, due, { loss: Math.min(1, found + rest), by: "case" });
    } catch (error) {
      // Open, not proven, or away: it is asked for again.
      if (error instanceof IncompleteError && !io.signal.aborted) return undefined;
      throw error;
    }
  }

  /** First the record, then this file: who is killed between finds the ticket closed. */
  #close(book: ChoiceBook, { ticket, case: id }: Followed, how: Pick<Closed, "loss" | "by">): Closed {
    if (granted(book.agent.report(ticket, how.loss)).isNew) book.append({ kind: "report", ticket, loss: how.loss });
    this.#write(this.#all.filter((each) => each.ticket !== ticket));
    return { ticket, case: id, ...how };
  }

  #write(all: readonly Followed[]): void {
    const text = `${JSON.stringify(all)}\n`;
    if (text === `${JSON.stringify(this.#all)}\n`) return;
    this.#all = all;
    mkdirSync(join(this.#file, ".."), { recursive: true, mode: 0o700 });
    writeFileSync(`${this.#file}.new`, text, { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}

/** The case that was made of such a call from here, and that its index took. */
function sentCase(env: Io["env"], { url, group }: Pick<Followed, "url" | "group">): string | undefined {
  return listCases(env).find((own) => own.url === url && own.group === group && isSent(own))?.case;
}

function readFollowed(file: string): Followed[] {
  if (!existsSync(file)) return [];
  try {
    return z.array(followedSchema).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new UsageError(`${file} is not what an agent keeps of cases: remove it, and its tickets end without a loss.`);
  }
}
