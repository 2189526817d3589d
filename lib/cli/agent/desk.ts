/** Where an agent's evidence goes: into a file at once, and into it again with the log's time when the log has it. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Bundle, encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import type { Io } from "../command.ts";
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
};

export class EvidenceDesk {
  readonly #out: string;
  readonly #committer: Committer | undefined;
  readonly #io: Pick<Io, "err" | "json">;
  readonly #open: Promise<Kept>[] = [];
  readonly #groups = new Set<string>();

  constructor(out: string, committer: Committer | undefined, io: Pick<Io, "err" | "json">) {
    this.#out = out;
    this.#committer = committer;
    this.#io = io;
  }

  /** Resolves when the file is there; what the log adds comes later. */
  async take({ bundle, finding, repeats }: Wrong): Promise<void> {
    const name = finding.fault?.id.slice(0, 16) ?? `call-${this.#open.length + 1}`;
    const file = path.join(this.#out, `${name}.evidence.json`);
    await mkdir(this.#out, { recursive: true });
    // What could be used by whoever reads it is for nobody else on this machine either; a file that is there keeps its mode.
    if (repeats !== undefined) await rm(file, { force: true });
    await writeFile(file, encodeBundle(bundle), repeats === undefined ? {} : { mode: 0o600 });
    const held = repeats === undefined ? "" : " (for your eyes: it repeats what the call was made with)";
    if (!this.#io.json) this.#io.err(`${WORDS[bundle.claim.kind] ?? "wrong answer"}: ${file}${held}`);
    const { group = name } = finding.fault ?? {};
    // The first of what counts together cannot wait; the others come with the next batch.
    if (!this.#groups.has(group)) this.#committer?.hurry();
    this.#groups.add(group);
    const kept = this.#date({ file, bundle, finding, isFixed: false, ...(repeats && { repeats }) });
    // Who fails is heard at the end.
    kept.catch(() => undefined);
    this.#open.push(kept);
  }

  /** Everything that was taken, when nothing more comes to it. */
  async close(): Promise<Kept[]> {
    return await Promise.all(this.#open);
  }

  async #date(kept: Kept): Promise<Kept> {
    const places = await Promise.all(kept.bundle.exchanges.map((exchange) => this.#committer?.placeOf(exchange)));
    const time = places.filter((place) => place !== undefined);
    if (time.length === 0) return kept;
    const bundle = { ...kept.bundle, time };
    await writeFile(kept.file, encodeBundle(bundle));
    return { ...kept, bundle, isFixed: time.length === places.length };
  }
}

const WORDS: Readonly<Record<string, string>> = {
  equivocation: "two answers to one request",
  "offer-broken": "charged more than its price list allows",
};
