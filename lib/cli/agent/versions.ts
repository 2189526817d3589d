/**
 * Versions of its definition that come into force while an agent calls. Of a version a provider says the hash alone: which
 * definition it belongs to, and whether it is the one in force, says the index from which the agent has its definition.
 */
import { z } from "zod";
import { oneOf, problemSchema } from "#lib/contract/common.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { inForce } from "../definition/in-force.ts";
import { isDefinitionId, publishedSchema, readVersion } from "../definition/read-published.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { newestOf } from "./newest.ts";

/** `own`: hash of the version that a run began by. */
type Given = {
  readonly own: string;
  /** The definition that it is a version of; left out: the one that the index names for it. */
  readonly id?: string | undefined;
  readonly remote: Pick<RemoteIndex, "ask" | "get" | "find">;
  readonly monotonicMs: () => number;
};

/** `hash`: of a version that answers named. `at`: when the one was signed that named it. */
type Named = { readonly hash: string; readonly at: Instant /** Who named it. */; readonly by: string };

type Published = z.infer<typeof publishedSchema>;
type View = Pick<Published, "id" | "form">;
const viewAnswer = z.union([oneOf(publishedSchema), problemSchema]);
const listAnswer = z.object({ data: z.array(publishedSchema) });

/** So often each provider makes us look for a version in vain: an honest one names what is published, and tested within a minute. */
const MOST_IN_VAIN = 20;

export class Versions {
  readonly #given: Given;
  readonly #newest: () => Promise<View | undefined>;
  #view: View | undefined;
  #asks = 0;
  #answers = 0;
  readonly #inVain = new Map<string, number>();
  readonly #learned = new Map<string, () => Promise<Source | undefined>>();
  /** Hashes of those that answers were judged by, beside its own. */
  readonly learned = new Set<string>();

  constructor(given: Given) {
    this.#given = given;
    const { monotonicMs } = given;
    this.#newest = newestOf<View | undefined>(undefined, () => this.#ask(), { monotonicMs });
  }

  /** The hash of the version that the run began by. */
  get own(): string {
    return this.#given.own;
  }

  /**
   * The version of that hash, when a run that begins at that time would go by it; once it was, answers may name it until its window
   * ends, as those of the run's own may. Undefined: of another definition, not in force, not admitted, or not known. The index is
   * asked for its versions at most every ten seconds, whoever names what, and for the document of each once.
   */
  async named({ hash, at, by }: Named): Promise<Source | undefined> {
    if (!this.#learned.has(hash) && !(await this.#isInForce({ hash, at, by }))) return undefined;
    const read = this.#learned.get(hash) ?? this.#readerOf(hash);
    this.#learned.set(hash, read);
    return await read();
  }

  async #isInForce({ hash, at, by }: Named): Promise<boolean> {
    if (!isAdmitted(this.#view, hash)) {
      const inVain = this.#inVain.get(by) ?? 0;
      if (inVain >= MOST_IN_VAIN) return false;
      const [asks, answers] = [this.#asks, this.#answers];
      const newest = this.#newest();
      const isAsked = this.#asks > asks;
      this.#view = await newest;
      // An index that is away has not said that there is none.
      const isInVain = isAsked && this.#answers > answers && !isAdmitted(this.#view, hash);
      if (isInVain) this.#inVain.set(by, inVain + 1);
    }
    const isWithdrawn = this.#view === undefined || this.#view.form.withdrawn !== null;
    return !isWithdrawn && inForce(admittedIn(this.#view), at)?.hash === hash;
  }

  #readerOf(hash: string): () => Promise<Source | undefined> {
    const { remote, monotonicMs } = this.#given;
    let source: Source | undefined;
    const ask = async () => {
      if (this.#view !== undefined) source ??= await readVersion(remote, this.#view.id, hash);
      if (source !== undefined) this.learned.add(hash);
      return source;
    };
    return newestOf<Source | undefined>(undefined, ask, { monotonicMs });
  }

  async #ask(): Promise<View | undefined> {
    this.#asks++;
    const view = await this.#viewNow();
    this.#answers++;
    return view;
  }

  async #viewNow(): Promise<View | undefined> {
    const { remote, own, id } = this.#given;
    if (id === undefined) return (await remote.get(`api/v1/definitions?hash=${own}`, listAnswer)).data[0];
    const answer = await remote.ask(`api/v1/definitions/${id}`, viewAnswer);
    return "data" in answer ? answer.data : undefined;
  }
}

function admittedIn(view: View | undefined): Published["form"]["versions"] {
  return view?.form.versions.filter(({ admission }) => admission?.outcome === "admitted") ?? [];
}

function isAdmitted(view: View | undefined, hash: string): boolean {
  return admittedIn(view).some((version) => version.hash === hash);
}

/** `named`: how the run's definition was named, by its file or its id at the index. */
export function versionsOf({
  own,
  named,
  remote,
}: Pick<Given, "own" | "remote"> & { readonly named: string }): Versions {
  const id = isDefinitionId(named) ? named : undefined;
  return new Versions({ own, id, remote, monotonicMs: () => performance.now() });
}

/** For people: by which versions answers were judged, beside the one that the run began by. */
export function versionsWords(versions: Pick<Versions, "learned"> | undefined): string[] {
  return [...(versions?.learned ?? [])].map(
    (hash) => `Version ${hash} came into force meanwhile: answers that name it were judged by it.`,
  );
}
