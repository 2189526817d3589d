import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { jsonOf } from "../support/http.ts";
import { newcomer } from "../support/participants.ts";
import { Scene } from "../support/scene.ts";
import { SmallDisk, whyNoSmallDisk } from "../support/small-disk.ts";
import { until } from "../support/until.ts";

const cannot = whyNoSmallDisk();
if (cannot !== undefined) console.log(`No disk was filled. ${cannot}`);

/** More than the sequencer wants to see free, so that it starts, and room for a small database. */
const STORE_MIB = 24;
const DATABASE_MIB = 160;

test.skipIf(cannot !== undefined)(
  "with a full second store nothing is accepted, reading goes on, and room heals it",
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "touchstone-small-"));
    const disk = new SmallDisk(path.join(folder, "store"), STORE_MIB);
    const beforeRemoval = () => {
      disk.remove();
      rmSync(folder, { recursive: true, force: true });
    };
    const scene = await Scene.open({ store: disk.folder, beforeRemoval });
    try {
      await scene.grow(3);
      disk.fill();
      const statement = newcomer(scene.stack.origin, "one too many");
      // What was on its way is kept and promised; then the log closes.
      const waiting = await scene.post(newcomer(scene.stack.origin, "on its way"));
      expect([202, 503]).toContain(waiting.status);
      expect(await scene.untilHealth("disk-full")).toContain("full");
      const refused = await until("a refusal", async () => {
        const answer = await scene.post(statement);
        return answer.status === 503 ? answer : undefined;
      });
      expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
      expect((await scene.get("/api/v1/entries/2")).status).toBe(200);
      expect((await scene.get("/log/checkpoint")).status).toBe(200);

      disk.empty();
      await scene.untilHealth("ok");
      await scene.record(statement);
      expect(await scene.faults()).toEqual([]);
      expect(scene.stack.thrown()).toEqual([]);
    } finally {
      await scene.close();
    }
  },
);

test.skipIf(cannot !== undefined)(
  "with a full database disk nothing is acknowledged that is not kept, and room heals it",
  async () => {
    const disks: SmallDisk[] = [];
    const scene = await Scene.open({
      prepare: (folder) => disks.push(new SmallDisk(folder.pg, DATABASE_MIB)),
      beforeRemoval: () => {
        for (const disk of disks) disk.remove();
      },
    });
    try {
      await scene.grow(3);
      for (const disk of disks) disk.fill();
      const refused = await until("a refusal", async () => {
        // Large, so that the tables soon want another page.
        const answer = await scene.post(newcomer(scene.stack.origin, "x".repeat(80)));
        if (answer.status === 201) return undefined;
        expect([202, 503]).toContain(answer.status);
        return answer.status === 503 ? answer : undefined;
      });
      expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
      await until("reading goes on", async () => (await scene.get("/api/v1/entries/2")).status === 200);

      for (const disk of disks) disk.empty();
      await scene.record(newcomer(scene.stack.origin, "there is room again"));
      expect(jsonOf(await scene.get("/readyz"))).toMatchObject({ status: "ok" });
      expect(await scene.faults()).toEqual([]);
      expect(scene.stack.thrown()).toEqual([]);
    } finally {
      await scene.close();
    }
  },
);
