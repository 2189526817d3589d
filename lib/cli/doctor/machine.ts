/** The machine: Node, dependencies, browser, Go, port, disk, clock. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statfsSync } from "node:fs";
import path from "node:path";
import { freePortFrom } from "#lib/platform/node-ports.ts";
import { findBrowser } from "../browser.ts";
import type { DataFolder } from "../data-folder.ts";
import { lockOwner } from "../process-lock.mjs";
import { fail, type Line, ok, warn } from "./line.ts";

const GIB = 1024 ** 3;

function node(): Line {
  const pinned: string = JSON.parse(readFileSync("node_modules/node/package.json", "utf8")).version;
  return process.version === `v${pinned}`
    ? ok("node", `${process.version}, the pinned one`)
    : warn("node", `${process.version}, pinned is v${pinned}`, "Start it by `npm run touchstone -- doctor`.");
}

function dependencies(): Line {
  return existsSync("node_modules/.touchstone-install")
    ? ok("dependencies", "installed from package-lock.json")
    : warn(
        "dependencies",
        "not installed by this checkout's scripts",
        "Run any npm script: it installs what is missing.",
      );
}

async function browser(): Promise<Line> {
  const found = await findBrowser();
  return found
    ? ok("browser", `${found.path} (${found.kind === "playwright" ? "Playwright's own" : "the system's"})`)
    : warn(
        "browser",
        "no Chromium",
        "Only the browser tests need one: `npx playwright install chromium` or `apt install chromium`.",
      );
}

function go(): Line {
  const found = spawnSync("go", ["version"], { encoding: "utf8" });
  return found.status === 0
    ? ok("go", found.stdout.trim())
    : warn("go", "not there", "Only the outside check needs it: `apt install golang-go golang-golang-x-mod-dev`.");
}

async function webPort(first: number, folder: DataFolder): Promise<Line> {
  const free = await freePortFrom(first);
  if (free === first) return ok("port", `${first} is free`);
  const owner = lockOwner(folder.lock);
  const whose = owner === undefined ? "by another program" : `perhaps by this index (process ${owner})`;
  return warn("port", `${first} is taken, ${whose}`, `\`up\` takes the next free one, now ${free}; or say --port.`);
}

function disk(folder: DataFolder): Line {
  let place = folder.root;
  while (!existsSync(place)) place = path.dirname(place);
  const { bavail, bsize } = statfsSync(place);
  const freeGib = (bavail * bsize) / GIB;
  const detail = `${freeGib.toFixed(1)} GiB free at ${place}`;
  if (freeGib < 0.5)
    return fail("disk", detail, "Make room: a full disk stops the database and the log accepts nothing.");
  return freeGib < 5 ? warn("disk", detail, "Make room before it gets short.") : ok("disk", detail);
}

/** A clock that lies makes statements stale; here only what can be seen without asking anyone. */
function clock(): Line {
  const built = Date.parse("2026-11-01T00:00:00Z");
  const now = new Date();
  if (now.getTime() < built) {
    return fail(
      "clock",
      `${now.toISOString()} lies before this release`,
      "Set the machine's clock (chrony, systemd-timesyncd).",
    );
  }
  const status = spawnSync("timedatectl", ["show", "--property=NTPSynchronized", "--value"], { encoding: "utf8" });
  return status.stdout?.trim() === "no"
    ? warn(
        "clock",
        `${now.toISOString()}, not synchronised`,
        "Switch on time synchronisation: statements more than 5 min off are void.",
      )
    : ok("clock", now.toISOString());
}

export async function examineMachine(port: number, folder: DataFolder): Promise<Line[]> {
  return [node(), dependencies(), await browser(), go(), await webPort(port, folder), disk(folder), clock()];
}
