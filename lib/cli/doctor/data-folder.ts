/** The data folder: its format, who may read it, and whether the keys are whole. */
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
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
    return fault === undefined ? [] : [`${purpose} ${fault}`];
  });
  return faults.length === 0
    ? ok("keys", KEY_PURPOSES.join(", "))
    : fail("keys", faults.join(", "), "Restore keys/ from a backup: the log key never rotates.");
}

export function examineDataFolder(folder: DataFolder): Line[] {
  if (!existsSync(folder.root))
    return [ok("data folder", `${folder.root} does not exist yet: \`npm run up\` makes it`)];
  return [format(folder), rights(folder), keys(folder)];
}
