/** A new key of the index: made in its data folder, named in the log by its admins, and only then put into its place. */
import { randomBytes } from "node:crypto";
import { existsSync, linkSync, renameSync, rmSync } from "node:fs";
import type { Did, Thumbprint } from "#lib/kernel/ids.ts";
import { indexOf, type StateView } from "#lib/state/view.ts";
import { IncompleteError, type Io, UsageError } from "../command.ts";
import { type DataFolder, readDescription } from "../data-folder.ts";
import { loadKey } from "../up/founding.ts";
import { actAsAdmin } from "./admin-act.ts";
import type { Office } from "./open-office.ts";
import { replayIndex } from "./replayed-index.ts";

/** The log key never rotates; the chain of draws is brought by a policy. */
export const ROTATED = ["promise", "witness", "statement", "answer"] as const;
export type RotatedKey = (typeof ROTATED)[number];

/**
 * Run again it goes on where it was: a key that waits in `keys/<purpose>.next.json` is named, or, once the log names it,
 * put in force. The old file stays beside it. Errors: `UsageError`, `IncompleteError`.
 */
export async function rotateKey(purpose: RotatedKey, folder: DataFolder, office: Office, io: Io): Promise<void> {
  const place = readDescription(folder)?.origin;
  if (place !== office.log)
    throw new UsageError(`${folder.root} is ${place ? `of ${place}` : "no data folder"}: name that of ${office.log}.`);
  const file = folder.key(purpose);
  const waiting = file.replace(/\.json$/, ".next.json");
  const next = loadKey(waiting, purpose, (count) => new Uint8Array(randomBytes(count)));
  if (keyIn(office.state, purpose) !== next.did) {
    const says = `the log names ${next.did} as its ${purpose} key.`;
    const body = { [`${purpose}Key`]: next.did };
    const prev = indexOf(office.state)?.slot ?? null;
    await actAsAdmin(office, { kind: "index.key", subject: "index", body, prev }, says, io);
    if (keyIn((await replayIndex(office.remote, io)).state, purpose) !== next.did)
      throw new IncompleteError(`The key waits in ${waiting}: run this again once the log names it.`);
  } else if (io.json) io.out(JSON.stringify({ kind: "index.key", inForce: next.did }));
  keepBeside(file, next.thumbprint);
  renameSync(waiting, file);
  io.err(
    `${file} holds it now, the one before stands beside it. Nothing is signed by either before touchstone restart.`,
  );
}

/** Also after a run that ended here. */
function keepBeside(file: string, until: Thumbprint): void {
  if (!existsSync(file)) return;
  const beside = file.replace(/\.json$/, `.until-${until.slice(0, 8)}.json`);
  rmSync(beside, { force: true });
  linkSync(file, beside);
}

function keyIn(state: StateView, purpose: RotatedKey): Did | undefined {
  return indexOf(state)?.keys[purpose];
}
