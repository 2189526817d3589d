/**
 * `$TOUCHSTONE_HOME/beats/<provider>`: receipts of beats that another log took while this one did not, until they are
 * shown here. They prove that the silence was not the operator's, so each is written whole and only its owner reads it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ELSEWHERE_WITHIN_MS, receiptsThatMatter } from "#lib/disclosure/heartbeat.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, type Instant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, parseJson } from "#lib/kernel/json.ts";
import type { Io } from "../command.ts";
import { homeFolder } from "../home.ts";

export type KeptReceipt = { readonly path: string; readonly loggedAt: Instant; readonly receipt: JsonObject };

/** What an index said when it was there: a beat for it can be composed while it is away. */
const knownSchema = z.strictObject({ origin: z.string(), operator: z.string() });
export type KnownProvider = z.infer<typeof knownSchema>;

const SUFFIX = ".receipt.json";
const folderOf = (env: Io["env"], provider: ProviderId) => join(homeFolder(env), "beats", provider);

export function rememberProvider(env: Io["env"], provider: ProviderId, known: KnownProvider): void {
  writeWhole(env, provider, "known.json", `${JSON.stringify(known)}\n`);
}

export function recallProvider(env: Io["env"], provider: ProviderId): KnownProvider | undefined {
  const path = join(folderOf(env, provider), "known.json");
  return existsSync(path) ? knownSchema.parse(JSON.parse(readFileSync(path, "utf8"))) : undefined;
}

/** Keeps a receipt that was verified; answers where it lies. */
export function keepReceipt(env: Io["env"], provider: ProviderId, loggedAt: Instant, receipt: Uint8Array): string {
  return writeWhole(env, provider, `${loggedAt}${SUFFIX}`, receipt);
}

/**
 * Those that are to be shown here, oldest first: of many only as many as no silence of 72 h is left between, and none
 * that is older than 30 d. `lastHere`: the last beat that this index has.
 */
export function receiptsToShow(env: Io["env"], provider: ProviderId, lastHere: Instant, now: Instant): KeptReceipt[] {
  const folder = folderOf(env, provider);
  if (!existsSync(folder)) return [];
  const kept = readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .flatMap((name) => {
      const path = join(folder, name);
      const loggedAt = asInstant(Number(name.slice(0, -SUFFIX.length)));
      const receipt = parseJson(new Uint8Array(readFileSync(path)));
      const isFresh = loggedAt > lastHere && loggedAt > addMs(now, -ELSEWHERE_WITHIN_MS);
      return receipt.ok && isJsonObject(receipt.value) && isFresh ? [{ path, loggedAt, receipt: receipt.value }] : [];
    })
    .sort((a, b) => a.loggedAt - b.loggedAt);
  const matter = receiptsThatMatter(
    lastHere,
    kept.map(({ loggedAt }) => loggedAt),
  );
  return kept.filter(({ loggedAt }) => matter.includes(loggedAt));
}

/** It was shown, or this index does not take it: it stays beside, and is not shown again. */
export function setAside({ path }: KeptReceipt, why: "shown" | "refused"): void {
  renameSync(path, `${path.slice(0, -SUFFIX.length)}.${why}.json`);
}

function writeWhole(env: Io["env"], provider: ProviderId, name: string, content: string | Uint8Array): string {
  const folder = folderOf(env, provider);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  writeFileSync(`${path}.new`, content, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return path;
}
