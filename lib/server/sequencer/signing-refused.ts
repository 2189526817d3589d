/** Why nothing may be signed now. The sequencer writes it to the head row, where intake and pages read it. */
import type { Health } from "#lib/server/log-store/read-head.ts";
import { codeOf } from "./store/store-files.ts";

export class SigningRefused extends Error {
  readonly health: Exclude<Health, "ok">;
  /** The first entry at fault, where one is known. */
  readonly index: number | undefined;

  /** `message` goes to the status page: which entry, by how much. No path, no secret. */
  constructor(health: Exclude<Health, "ok">, message: string, index?: number) {
    super(message);
    this.name = "SigningRefused";
    this.health = health;
    this.index = index;
  }
}

/** Another sequencer leads. Whoever gets this has written nothing and must write nothing more. */
export class Fenced extends Error {
  constructor(what: string) {
    super(`Another sequencer leads now; ${what} was not written.`);
    this.name = "Fenced";
  }
}

/** No waiting mends it: the process says so and ends. */
export class Hopeless extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Hopeless";
  }
}

const FULL_CODES = ["ENOSPC", "EDQUOT", "EFBIG"];

/** Runs a step on the second store; its file errors become refusals to sign, since the log must not outrun the store. */
export async function onStore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || error instanceof SigningRefused || error instanceof Fenced) throw error;
    throw FULL_CODES.includes(code)
      ? new SigningRefused("disk-full", "The disk of the second store is full.")
      : new SigningRefused("store-error", `The second store answers ${code}.`);
  }
}
