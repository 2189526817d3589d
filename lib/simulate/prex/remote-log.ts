/** The log of a running index, read and spoken to as anybody may: over HTTP. */
import type { DemoClock } from "#lib/contract/endpoints/demonstration.ts";
import { formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { decodeEntryBundle, entriesTilePath, TILE_WIDTH } from "#lib/log/tile.ts";
import { STATEMENT_TYPE } from "#lib/statement/envelope.ts";
import { buildSubmission, type Part } from "#lib/statement/submission.ts";

const WITHIN_MS = 20_000;

export type ClockNow = { readonly now: Instant; readonly until: Instant };

export class RemoteLog {
  readonly #url: string;

  /** `url` as browsers type it, without a trailing slash. */
  constructor(url: string) {
    this.#url = url;
  }

  /** Entries in the newest checkpoint. */
  async size(): Promise<number> {
    const note = parseNote(await (await this.#get("/log/checkpoint")).text());
    const checkpoint = note && parseCheckpoint(note.text);
    if (checkpoint?.ok !== true) throw new Error("The log serves no checkpoint.");
    return checkpoint.value.size;
  }

  /** Leaves from `from` up to the end of a bundle or of the log, which has `size` entries. */
  async leaves(from: number, size: number): Promise<Uint8Array[]> {
    const number = Math.floor(from / TILE_WIDTH);
    const width = Math.min(TILE_WIDTH, size - number * TILE_WIDTH);
    const answer = await this.#get(`/log/${entriesTilePath({ number, width })}`);
    const entries = decodeEntryBundle(new Uint8Array(await answer.arrayBuffer()));
    if (entries?.length !== width) throw new Error(`The log serves no whole bundle ${number}.`);
    return entries.slice(from - number * TILE_WIDTH);
  }

  async clock(): Promise<ClockNow> {
    return clockOf((await (await this.#get("/api/v1/clock")).json()) as DemoClock);
  }

  /** Lets time go to a moment that somebody asked for. */
  async step(to: Instant): Promise<ClockNow> {
    const body = JSON.stringify({ to: formatInstant(to) });
    const answer = await this.#post("/api/v1/clock/step", "application/json", body);
    if (!answer.ok) throw new Error(`Time does not pass: ${answer.status}.`);
    return clockOf((await answer.json()) as DemoClock);
  }

  /** Undefined: it was taken. Else why not. */
  async say(statement: Uint8Array, parts: readonly Part[]): Promise<string | undefined> {
    const type = parts.length === 0 ? STATEMENT_TYPE : "application/json";
    const answer = await this.#post("/api/v1/statements", type, new Uint8Array(buildSubmission(statement, parts)));
    const text = await answer.text();
    return answer.ok ? undefined : `${answer.status} ${text.slice(0, 300)}`;
  }

  async #get(path: string): Promise<Response> {
    const answer = await fetch(`${this.#url}${path}`, { signal: AbortSignal.timeout(WITHIN_MS) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}.`);
    return answer;
  }

  async #post(path: string, type: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> {
    const headers = { "content-type": type, origin: this.#url };
    return await fetch(`${this.#url}${path}`, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(WITHIN_MS),
    });
  }
}

function clockOf({ now, until }: DemoClock): ClockNow {
  return { now: timeOf(now), until: timeOf(until) };
}

function timeOf(text: string): Instant {
  const at = parseInstant(text);
  if (at === undefined) throw new Error(`${text} is no time.`);
  return at;
}
