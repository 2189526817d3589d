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
async function appoint(
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
 * Answers the web process's `{event: "setup", did}` with `{event: "setup", ok, detail?}`; undefined for other messages.
 */
export function answerSetUp(
  message: unknown,
  databaseUrl: string,
  webUrl: string,
  founded: Founded,
  means: Means,
): Promise<object> | undefined {
  const parsed = SetUpMessage.safeParse(message);
  if (!parsed.success) return undefined;
  const { did, id } = parsed.data;
  const same = id === undefined ? {} : { id };
  return appoint(did, databaseUrl, webUrl, founded, means).then(
    (result) => ({ event: "setup", did, ...same, ...result }),
    (error: unknown) => ({
      event: "setup",
      did,
      ...same,
      ok: false,
      detail: error instanceof Error ? error.message : String(error),
    }),
  );
}
