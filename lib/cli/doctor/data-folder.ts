/** The data folder: its format, who may read it, and whether the keys are whole. */
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { chainEnd } from "#lib/dispute/draw-chain.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { RawKeyFile, seedMatchesNames } from "#lib/kernel/key-file.ts";
import { type DataFolder, type IndexKeyPurpose, KEY_PURPOSES, readDescription } from "../data-folder.ts";
import { fail, type Line, ok, warn } from "./line.ts";

function format(folder: DataFolder): Line {
  try {
    const description = readDescription(folder);
    return description
      ? ok("data folder", `${folder.root}, ${description.origin}`)
      : warn("data folder", `${folder.root} was not finished`, "The next `npm run up` finishes it.");
  } catch (error) {
    return fail("data folder", error instanceof Error ? error.message : String(error), "See the line above.");
  }
}

function rights(folder: DataFolder): Line {
  try {
    accessSync(folder.root, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return fail("rights", `${folder.root} is not writable by this user`, "Start as the folder's owner.");
  }
  const open = [folder.secrets, ...KEY_PURPOSES.map(folder.key)].filter(
    (file) => existsSync(file) && (statSync(file).mode & 0o077) !== 0,
  );
  if (open.length === 0) return ok("rights", "keys and secrets are readable by their owner only");
  const names = open.map((file) => path.relative(folder.root, file)).join(", ");
  return fail(
    "rights",
    `${names} readable by others`,
    `chmod 600 ${open.join(" ")}; if others had accounts here, treat the keys as stolen.`,
  );
}

function keyFault(folder: DataFolder, purpose: IndexKeyPurpose): string | undefined {
  try {
    const parsed = RawKeyFile.parse(JSON.parse(readFileSync(folder.key(purpose), "utf8")));
    const seed = base64UrlDecode(parsed.seed);
    return parsed.purpose === purpose && seed !== undefined && seedMatchesNames(seed, parsed)
      ? undefined
      : "contradicts itself";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? "missing" : "unreadable";
  }
}

function keys(folder: DataFolder): Line {
  const faults = KEY_PURPOSES.flatMap((purpose) => {
    const fault = keyFault(folder, purpose);
    // A folder from before panels were drawn gets its chain at the next start.
    return fault === undefined || (purpose === "draw" && fault === "missing") ? [] : [`${purpose} ${fault}`];
  });
  return faults.length === 0
    ? ok("keys", KEY_PURPOSES.join(", "))
    : fail("keys", faults.join(", "), "Restore keys/ from a backup: the log key never rotates.");
}

/** What the log must hold before a panel can be drawn: an old log takes it by a policy. */
function drawChain(folder: DataFolder): Line {
  if (keyFault(folder, "draw") !== undefined)
    return warn(
      "draw chain",
      "none yet",
      "The next `npm run up` makes it; until a policy names its end, no panel is drawn.",
    );
  const { seed } = RawKeyFile.parse(JSON.parse(readFileSync(folder.key("draw"), "utf8")));
  return ok("draw chain", `ends in ${chainEnd(base64UrlDecode(seed) ?? new Uint8Array())}`);
}

export function examineDataFolder(folder: DataFolder): Line[] {
  if (!existsSync(folder.root))
    return [ok("data folder", `${folder.root} does not exist yet: \`npm run up\` makes it`)];
  return [format(folder), rights(folder), keys(folder), drawChain(folder)];
}
