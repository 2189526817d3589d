/**
 * The world of the demonstration as a process: `found` prints what an index is founded with, `seed` writes every entry up to
 * the visitor's day, one JSON object a line, `neighbour` those of another index, and `play` goes on from there over HTTP when visitors let time pass.
 */
import { once } from "node:events";
import { constants, setPriority } from "node:os";
import type { DemoLosses } from "#lib/contract/demonstration.ts";
import { base64Encode, base64UrlEncode } from "#lib/kernel/base.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { ReplayHost } from "#lib/platform/node-replay-host.ts";
import { DEMO_SEED } from "#lib/statement/demo-key.ts";
import { demoLossesOf, foundingOf } from "./founding.ts";
import { LivePlay } from "./live-play.ts";
import { NEIGHBOURS, neighbourWorld } from "./neighbour-world.ts";
import { type Played, PrexPlay } from "./play.ts";
import { RemoteLog } from "./remote-log.ts";
import type { PlayableWorld, PrexWorld } from "./saying.ts";
import { nodeSign } from "./sign.ts";
import { prexWorld } from "./world.ts";

/** `TOUCHSTONE_DEMO_DAYS`: for tests, how many days of the two years are seeded. */
async function worldHere(): Promise<PrexWorld> {
  return shortened(await prexWorld(DEMO_SEED, nodeSign));
}

function shortened<T extends Pick<PrexWorld, "start" | "now0">>(world: T): T {
  const days = Number(process.env.TOUCHSTONE_DEMO_DAYS ?? 0);
  return days > 0 ? { ...world, now0: addMs(world.start, days * DAY_MS) } : world;
}

async function neighbourHere(name: string | undefined) {
  const known = NEIGHBOURS.find((each) => each === name);
  if (known === undefined) throw new Error(`${name} is no neighbour.`);
  return shortened(await neighbourWorld(DEMO_SEED, known, nodeSign));
}

async function seed(): Promise<void> {
  const world = await worldHere();
  await writeAll(world, (play) => demoLossesOf(play, world.now0));
}

/** `losses`: what users lost by the end. */
async function writeAll(
  world: PlayableWorld & Pick<PrexWorld, "now0">,
  losses: (play: PrexPlay) => DemoLosses | null,
): Promise<void> {
  const hosts = { local: new ReplayHost("liftoff"), second: new ReplayHost("turbofan") };
  const play = new PrexPlay(world, { sign: nodeSign, raw: rawVerify, hosts });
  let size = 0;
  for await (const entry of play.until(world.now0)) {
    size += 1;
    await write(lineOf(entry));
  }
  await write({ now: world.now0, size, losses: losses(play) });
  await Promise.all([hosts.local.close(), hosts.second.close()]);
}

function lineOf({ at, hash, bytes, parts }: Played): object {
  const told = parts.map((part) => ({ bytes: base64Encode(part.bytes), nonce: base64UrlEncode(part.nonce) }));
  return { at, hash, bytes: base64Encode(bytes), parts: told };
}

/** Waits while the reader is slower. */
async function write(line: object): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, "drain");
}

async function play(): Promise<void> {
  // Whoever looks at pages comes first.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const stop = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, () => stop.abort());
  process.on("disconnect", () => stop.abort());
  const log = new RemoteLog(process.env.TOUCHSTONE_URL ?? "");
  const live = new LivePlay(await prexWorld(DEMO_SEED, nodeSign), log, { sign: nodeSign, signal: stop.signal });
  process.send?.({ event: "ready", process: "players" });
  await live.run();
  if (process.connected) process.disconnect();
}

const [act, name] = process.argv.slice(2);
if (act === "found") await write(await foundingOf(await worldHere(), nodeSign));
else if (act === "seed") await seed();
else if (act === "neighbour") await writeAll(await neighbourHere(name), () => null);
else if (act === "play") await play();
else throw new Error("found, seed, neighbour or play?");
