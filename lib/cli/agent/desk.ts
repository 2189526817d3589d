/** Where an agent's evidence goes: into a file at once, and into it again with the log's time when the log has it. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Bundle, encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { DAY_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Io } from "../command.ts";
import { keepEvidence } from "../report/unsent.ts";
import type { Committer } from "./committer.ts";
import type { Outcome, Repeated } from "./judge.ts";

type Wrong = Extract<Outcome, { kind: "wrong" }>;

/** A bundle on disk. `isFixed`: the log holds the hash of each of its answers. */
export type Kept = {
  readonly file: string;
  readonly bundle: Bundle;
  readonly finding: Wrong["finding"];
  readonly isFixed: boolean;
  readonly repeats?: Repeated;
  /** As which it waits for its report in `unsent`, should this process not come to its end. */
  readonly unsent?: string;
};

/** Longer than any token should be in force; what ends later the person must make useless, or give up. */
const LONGEST_HELD_SECONDS = (30 * DAY_MS) / SECOND_MS;

/** Evidence that repeats what its call was made with waits for the end of that; false where nobody waits so long. */
export function isHeldFor({ endsAt }: Repeated): boolean {
  return endsAt !== null && endsAt <= Date.now() / SECOND_MS + LONGEST_HELD_SECONDS;
}

/** Of what counts together so many are kept: more of the same weighs nothing, and a liar must not fill a disk with it. */
const MOST_ALIKE = 32;

type Where = {
  readonly out: string;
  readonly committer: Committer | undefined;
  /** The index to which it will be reported. Left out: none. */
  readonly reportsTo?: string | undefined;
  readonly io: Pick<Io, "err" | "json" | "env">;
};

export class EvidenceDesk {
  readonly #where: Where;
  readonly #open: Promise<Kept>[] = [];
  /** By what counts together: how many. */
  readonly #groups = new Map<string, number>();
  /** Wrong answers of which nothing was kept, since so many like them were. */
  more = 0;

  constructor(where: Where) {
    this.#where = where;
  }

  /** Resolves when the file is there; what the log adds comes later. */
  async take({ bundle, finding, repeats }: Wrong): Promise<void> {
    const { out, committer, io } = this.#where;
    const name = finding.fault?.id.slice(0, 16) ?? `call-${this.#open.length + 1}`;
    const { group = name } = finding.fault ?? {};
    const alike = this.#groups.get(group) ?? 0;
    this.#groups.set(group, alike + 1);
    if (alike >= MOST_ALIKE) {
      this.more += 1;
      return;
    }
    const file = path.join(out, `${name}.evidence.json`);
    await mkdir(out, { recursive: true });
    // What could be used by whoever reads it is for nobody else on this machine either; a file that is there keeps its mode.
    if (repeats !== undefined) await rm(file, { force: true });
    await writeFile(file, encodeBundle(bundle), repeats === undefined ? {} : { mode: 0o600 });
    const held = repeats === undefined ? "" : " (for your eyes: it repeats what the call was made with)";
    if (!io.json) io.err(`${WORDS[bundle.claim.kind] ?? "wrong answer"}: ${file}${held}`);
    // The first of what counts together cannot wait; the others come with the next batch, and are reported with it or not at all.
    if (alike === 0) committer?.hurry();
    const unsent = alike === 0 ? this.#keepUnsent({ file, bundle, ...(repeats && { repeats }) }) : undefined;
    const kept = this.#date({
      file,
      bundle,
      finding,
      isFixed: false,
      ...(repeats && { repeats }),
      ...(unsent && { unsent }),
    });
    // Who fails is heard at the end.
    kept.catch(() => undefined);
    this.#open.push(kept);
  }

  /** Its id there. Undefined: nobody will report it without a person. */
  #keepUnsent({
    file,
    bundle,
    repeats,
    unsent,
  }: Pick<Kept, "file" | "bundle" | "repeats" | "unsent">): string | undefined {
    const { reportsTo: url, io } = this.#where;
    if (url === undefined || (repeats !== undefined && !isHeldFor(repeats))) return undefined;
    return keepEvidence(io.env, {
      url,
      file,
      bundle,
      ...(repeats && { held: repeats }),
      ...(unsent && { id: unsent }),
    });
  }

  /** Everything that was taken, when nothing more comes to it. */
  async close(): Promise<Kept[]> {
    return await Promise.all(this.#open);
  }

  async #date(kept: Kept): Promise<Kept> {
    const places = await Promise.all(kept.bundle.exchanges.map((exchange) => this.#where.committer?.placeOf(exchange)));
    const time = places.filter((place) => place !== undefined);
    if (time.length === 0) return kept;
    const bundle = { ...kept.bundle, time };
    await writeFile(kept.file, encodeBundle(bundle));
    if (kept.unsent !== undefined) this.#keepUnsent({ ...kept, bundle });
    return { ...kept, bundle, isFixed: time.length === places.length };
  }
}

export function moreWords(more: number): string {
  return `${more} more wrong answers count together with these, and were not kept: more of the same weighs nothing.`;
}

const WORDS: Readonly<Record<string, string>> = {
  equivocation: "two answers to one request",
  "offer-broken": "charged more than its price list allows",
};
