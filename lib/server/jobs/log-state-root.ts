/**
 * Logs the index's `state.root`: every 10,000 entries or every hour in which something changed, at most once a minute.
 * Run as often as one likes: while a claim of ours waits or is not folded yet, nothing is submitted.
 */
import type { Random } from "#lib/kernel/clock.ts";
import { HOUR_MS, type Instant, MINUTE_MS, parseInstant } from "#lib/kernel/instant.ts";
import { StateTrie } from "#lib/log/trie.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { parseForm } from "#lib/server/services/state/projected-forms.ts";
import { readFacts, readLoggedAt } from "#lib/server/services/state/read-facts.ts";
import { readStatedMarks } from "#lib/server/services/state/read-stated-marks.ts";
import { announceInbox, enqueue } from "#lib/server/services/statement/enqueue-statement.ts";
import type { IndexForm } from "#lib/state/forms.ts";
import { putFact, stateRootOf } from "#lib/state/state-root.ts";
import { composeStatement } from "#lib/statement/compose.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { assembleStatement, parseStatement, signingBytes, statementHash } from "#lib/statement/envelope.ts";
import type { StateRootBody } from "#lib/statement/log-bodies.ts";
import type { StatementSigner } from "./own-statement.ts";

export const ROOT_EVERY_ENTRIES = 10_000;
export const ROOT_EVERY_MS = HOUR_MS;
export const ROOT_AT_MOST_EVERY_MS = MINUTE_MS;

/** Keeps the trie between claims, so that each reads only what changed since the one before. */
export class StateRootLogger {
  readonly #signer: StatementSigner;
  readonly #random: Random;
  #trie = new StateTrie();
  #size = 0;

  constructor(signer: StatementSigner, random: Random) {
    this.#signer = signer;
    this.#random = random;
  }

  /** Submits a claim when one is due; answers what it says. Nothing while the index does not sign. */
  async run(sql: Sql, receivedAt: Instant): Promise<StateRootBody | undefined> {
    const head = await readHead(sql);
    if (head.health !== "ok") return undefined;
    const size = await readProjected(sql);
    const index = await readIndex(sql, size);
    if (index === undefined) return undefined;
    if (!(await isDue(sql, index, size, head.now)) || (await isUnderWay(sql, size))) return undefined;
    const body = await this.#claim(sql);
    const unsigned = composeStatement(
      {
        kind: "state.root",
        log: this.#signer.origin,
        issuer: index.issuer,
        key: this.#signer.thumbprint,
        subject: "index",
        body,
        prev: index.stateRoot?.statement,
      },
      head.now,
      this.#random,
    );
    const bytes = assembleStatement(unsigned, this.#signer.sign(signingBytes(unsigned)));
    await enqueue(sql, { hash: statementHash(unsigned), bytes, parts: [], receivedAt });
    await announceInbox(sql);
    return body;
  }

  /** About the newest projected size: the rows of marks are of no other. */
  async #claim(sql: Sql): Promise<StateRootBody> {
    const { size, marks } = await readStatedMarks(sql);
    // A smaller size than before: the tables are being written anew.
    if (size < this.#size) [this.#trie, this.#size] = [new StateTrie(), 0];
    const changed = await readFacts(sql, { after: this.#size, size });
    for (const row of changed) putFact(this.#trie, row);
    this.#size = size;
    return stateRootOf({ size, lastLoggedAt: await readLoggedAt(sql, size - 1), facts: this.#trie.root(), marks });
  }
}

async function isDue(sql: Sql, { stateRoot }: IndexForm, size: number, now: Instant): Promise<boolean> {
  const since = (stateRoot && parseInstant(stateRoot.loggedAt)) ?? (await readLoggedAt(sql, 0));
  const last = stateRoot?.size ?? 0;
  const passedMs = now - since;
  const isTime = size - last >= ROOT_EVERY_ENTRIES ? passedMs >= ROOT_AT_MOST_EVERY_MS : passedMs >= ROOT_EVERY_MS;
  return isTime && (await hasChanged(sql, last, size, stateRoot?.entry));
}

/** Whether an entry from `last` on changed the state, other than the last claim itself. */
async function hasChanged(sql: Sql, last: number, size: number, claim: number | undefined): Promise<boolean> {
  const { rowCount } = await sql.query(
    `SELECT 1 FROM entry_row WHERE index >= $1 AND index < $2 AND index <> $3 AND status = 'effective' LIMIT 1`,
    [last, size, claim ?? -1],
  );
  return rowCount === 1;
}

/** Whether a claim stands in the inbox, or in the log behind what is folded. */
async function isUnderWay(sql: Sql, size: number): Promise<boolean> {
  // The log is read after the inbox: what was sequenced in between is seen there.
  const waiting = await sql.query<{ bytes: Buffer }>("SELECT bytes FROM inbox WHERE position($1 IN bytes) > 0", [MARK]);
  if (waiting.rows.some(({ bytes }) => isClaim(parseStatement(new Uint8Array(bytes))))) return true;
  const logged = await sql.query<{ leaf: Buffer }>(
    "SELECT leaf FROM log_entry WHERE index >= $1 AND position($2 IN leaf) > 0",
    [size, MARK],
  );
  return logged.rows.some(({ leaf }) => {
    const entry = parseEntry(new Uint8Array(leaf));
    return entry.ok && entry.value.parsed.statement.kind === "state.root";
  });
}

const MARK = Buffer.from('"kind":"state.root"');

function isClaim(parsed: ReturnType<typeof parseStatement>): boolean {
  return parsed.ok && parsed.value.statement.kind === "state.root";
}

/** Entries that the read tables hold; 0 when they have none. */
async function readProjected(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ size: string }>("SELECT size FROM projection WHERE id = 1");
  return Number(rows[0]?.size ?? 0);
}

async function readIndex(sql: Sql, size: number): Promise<IndexForm | undefined> {
  const { rows } = await sql.query<{ form: string }>(
    "SELECT form FROM aggregate_version WHERE key = 'index' AND from_size <= $1 AND (to_size IS NULL OR to_size > $1)",
    [size],
  );
  const form = rows[0] === undefined ? undefined : parseForm(rows[0].form);
  return form?.aggregate === "index" ? form : undefined;
}
