/**
 * The set-up link: how a browser's key becomes the administrator of a fresh index. The token is shown once; the web
 * process knows only its hash, and this process signs with the data folder's admin key.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { parseDid } from "#lib/kernel/ids.ts";
import { HOUR_MS } from "#lib/kernel/instant.ts";
import type { Founded, Means } from "./founding.ts";
import { type Outcome, readIndex, submitIndexKey } from "./index-key.ts";

const SetUpMessage = z.object({
  event: z.literal("setup"),
  did: z.string(),
  id: z.union([z.string(), z.number()]).optional(),
});

export type SetUpLink = {
  readonly token: string;
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  readonly expiresMs: number;
};

/** A link while the data folder's own key is the only administrator; undefined once someone took over. */
export async function openSetUp(databaseUrl: string, founded: Founded, means: Means): Promise<SetUpLink | undefined> {
  const index = await readIndex(databaseUrl);
  const own = founded.keys.admin.did;
  if (index === undefined || index.admins.length !== 1 || index.admins[0] !== own) return undefined;
  const token = base64UrlEncode(means.random(24));
  return { token, hash: createHash("sha256").update(token).digest("hex"), expiresMs: means.clock() + HOUR_MS };
}

/** Signs `index.key {admins: [did], threshold: 1}` with the data folder's admin key and submits it. */
export async function appoint(
  didText: string,
  databaseUrl: string,
  webUrl: string,
  founded: Founded,
  means: Means,
): Promise<Outcome> {
  const did = parseDid(didText);
  if (did === undefined) return { ok: false, detail: "Not a did:key of an Ed25519 key." };
  const index = await readIndex(databaseUrl);
  if (index === undefined) return { ok: false, detail: "The index is not projected yet." };
  return submitIndexKey({ admins: [did], threshold: 1 }, index, webUrl, founded, means);
}

/**
 * The link as the web processes use it. Each knows its hash; here it is good once, whichever of them is asked first.
 */
export class SetUpDesk {
  readonly #appoint: (did: string) => Promise<Outcome>;
  readonly #onUsed: () => void;
  #open: SetUpLink | undefined;
  #busy = false;

  constructor(
    link: SetUpLink | undefined,
    means: { readonly appoint: (did: string) => Promise<Outcome>; readonly onUsed: () => void },
  ) {
    this.#open = link;
    this.#appoint = means.appoint;
    this.#onUsed = means.onUsed;
  }

  /** Undefined once it was used. */
  get link(): SetUpLink | undefined {
    return this.#open;
  }

  /** Answers a web process's `{event: "setup", did}` with `{event: "setup", ok, detail?}`; undefined for other messages. */
  async answer(message: unknown): Promise<object | undefined> {
    const parsed = SetUpMessage.safeParse(message);
    if (!parsed.success) return undefined;
    const { did, id } = parsed.data;
    const result = await this.#use(did);
    return { event: "setup", did, ...(id === undefined ? {} : { id }), ...result };
  }

  async #use(did: string): Promise<Outcome> {
    if (this.#open === undefined) return { ok: false, detail: "The set-up link was used already." };
    if (this.#busy) return { ok: false, detail: "The set-up link is being used." };
    this.#busy = true;
    try {
      const result = await this.#appoint(did);
      if (result.ok) {
        this.#open = undefined;
        this.#onUsed();
      }
      return result;
    } catch (error) {
      return { ok: false, detail: error instanceof Error ? error.message : String(error) };
    } finally {
      this.#busy = false;
    }
  }
}
