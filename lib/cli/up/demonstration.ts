/**
 * The demonstration of a new data folder: founded with the keys of an invented world, and seeded with its two years before
 * anything is served. `demo.json` says what world it is, and whether all of it stands.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import {
  type DemoFounding,
  type DemoWorld,
  demoFoundingSchema,
  demoLossesSchema,
  demoWorldSchema,
} from "#lib/contract/demonstration.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { CliError } from "../cli-error.ts";
import { type DataFolder, KEY_PURPOSES, writeJson } from "../data-folder.ts";
import { loadKey } from "./founding.ts";
import type { UpOptions } from "./options.ts";

/** Invents the world; knows nothing of servers. */
const SOURCE = "lib/simulate/prex/main.ts";
const SINK = "lib/server/sequencer/seed.ts";
/** Watchers on the same machine: two of three must cosign. They count as 0 independent ones. */
export const DEMO_WITNESSES = 3;

const DemoFile = z.object({
  world: demoWorldSchema,
  /** Null until every entry stands. */
  seeded: z.object({ entries: z.int(), root: z.string() }).nullable(),
});
export type Demo = z.infer<typeof DemoFile>;

/** Undefined: the folder holds an index of another kind. */
export function readDemo(folder: DataFolder): Demo | undefined {
  if (!existsSync(folder.demo)) return undefined;
  return DemoFile.parse(JSON.parse(readFileSync(folder.demo, "utf8")));
}

/** A folder that is new, or whose founding as a demonstration was interrupted, and nothing asks for an index of one's own. */
export function isToBeDemo(folder: DataFolder, options: UpOptions): boolean {
  if (existsSync(folder.demo)) return !existsSync(folder.description);
  const { empty, origin, policy, admin, peers, witnessPolicy, demoWitnesses } = options;
  const isNew = !existsSync(folder.description) && !existsSync(folder.genesis);
  const own = [origin, policy, admin, peers, witnessPolicy].some((choice) => choice !== undefined);
  return isNew && !own && !empty && demoWitnesses === 0;
}

/** Puts the world's keys where those of an index stand. Genesis is written by the founding. */
export function layOut(folder: DataFolder, founding: DemoFounding): void {
  writeJson(folder.demo, { world: founding.world, seeded: null } satisfies Demo, 0o644);
  layOutKeys(folder, founding.keys);
  for (const [name, seed] of Object.entries(founding.witnesses)) {
    const own = path.join(folder.witnesses, name);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    loadKey(path.join(own, "key.json"), "witness", () => seedOf(seed));
  }
}

export function layOutKeys(folder: DataFolder, keys: DemoFounding["keys"]): void {
  for (const purpose of KEY_PURPOSES) loadKey(folder.key(purpose), purpose, () => seedOf(keys[purpose]));
}

function seedOf(text: string | undefined): Uint8Array {
  const seed = base64UrlDecode(text ?? "");
  if (seed?.length !== 32)
    throw new CliError("The world of the demonstration lacks a key: this is a fault of this build.");
  return seed;
}

/** Asks the world for its keys and its first statement. */
export async function foundWorld(onStart: (child: ChildProcess) => void): Promise<DemoFounding> {
  const child = spawn(process.execPath, [SOURCE, "found"], { stdio: ["ignore", "pipe", "pipe"] });
  onStart(child);
  const [output, errors] = await Promise.all([textOf(child.stdout), textOf(child.stderr), endOf(child)]);
  if (child.exitCode !== 0) throw new CliError(`The demonstration's world could not be made:\n${errors.trim()}`);
  return demoFoundingSchema.parse(JSON.parse(output));
}

export type SeedProgress = { readonly entries: number; readonly at: string };

const Event = z.discriminatedUnion("event", [
  z.object({ event: z.literal("progress"), entries: z.int(), at: z.string() }),
  z.object({ event: z.literal("seeded"), entries: z.int(), root: z.string(), losses: demoLossesSchema.nullable() }),
]);

/**
 * Lets the world speak into the log, each in a process of its own. What an earlier start wrote stays. Errors: CliError.
 * `env`: of the process that writes.
 */
export async function seedWorld(
  folder: DataFolder,
  demo: Demo,
  env: NodeJS.ProcessEnv,
  means: PipeMeans,
): Promise<Demo> {
  const { losses, ...seeded } = await pipeWorld(folder, ["seed"], env, means);
  const done: Demo = { world: { ...demo.world, losses }, seeded };
  writeJson(folder.demo, done, 0o644);
  return done;
}

export type PipeMeans = {
  readonly onStart: (child: ChildProcess) => void;
  readonly onProgress?: (progress: SeedProgress) => void;
};

/** From the world that `what` names into the log of `env`. Errors: CliError. `folder`: of the demonstration. */
export async function pipeWorld(
  folder: DataFolder,
  what: readonly string[],
  env: NodeJS.ProcessEnv,
  { onStart, onProgress }: PipeMeans,
): Promise<Omit<Extract<z.infer<typeof Event>, { event: "seeded" }>, "event">> {
  const source = spawn(process.execPath, [SOURCE, ...what], { stdio: ["ignore", "pipe", "pipe"] });
  const sink = spawn(process.execPath, [SINK], { env, stdio: [source.stdout, "pipe", "pipe"] });
  // The pipe is theirs: a hand of ours on it would keep it from ending.
  source.stdout.destroy();
  onStart(source);
  onStart(sink);
  let done: Extract<z.infer<typeof Event>, { event: "seeded" }> | undefined;
  const reading = (async () => {
    for await (const line of createInterface({ input: sink.stdout })) {
      const event = Event.parse(JSON.parse(line));
      if (event.event === "progress") onProgress?.(event);
      else done = event;
    }
  })();
  const [said, written] = await Promise.all([
    textOf(source.stderr),
    textOf(sink.stderr),
    reading,
    endOf(source),
    endOf(sink),
  ]);
  if (sink.exitCode !== 0 || source.exitCode !== 0 || done === undefined) {
    const again = `Start again to go on; if that fails, too: npm run touchstone -- reset --yes --data ${folder.root}`;
    throw new CliError(`The demonstration could not be seeded.\n${`${said}\n${written}`.trim()}\n${again}`);
  }
  const { entries, root, losses } = done;
  return { entries, root, losses };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = "";
  if (stream !== null) for await (const chunk of stream) text += chunk.toString();
  return text;
}

async function endOf(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
}

export type { DemoWorld };
