import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entriesTilePath } from "#lib/log/tile.ts";
import { buildOutsideCheck } from "../outside-check/build.ts";
import { runOutsideCheck } from "../outside-check/run.ts";
import { newcomer } from "../support/participants.ts";
import { Scene } from "../support/scene.ts";
import { flipByte } from "../support/tamper.ts";

const build = await buildOutsideCheck();
const missing = "missing" in build ? build.missing : undefined;
if (missing !== undefined) console.log(`The live log was not shown to the outside verifier: ${missing}`);

/** Sizes where the first tile begins, is about to fill, is full, and is followed by another. */
const SIZES = [1, 255, 256, 257];

let scene: Scene;
let size = 1;

beforeAll(async () => {
  scene = await Scene.open();
});
afterAll(() => scene?.close());

const growTo = async (wanted: number): Promise<void> => {
  await scene.grow(wanted - size);
  size = wanted;
  await scene.untilPublished(size);
};

test.skipIf(missing !== undefined)(`Go's own libraries accept the live log at sizes ${SIZES.join(", ")}`, async () => {
  for (const wanted of SIZES) {
    await growTo(wanted);
    const { outcome, line } = await runOutsideCheck({ url: scene.stack.url, vkey: scene.stack.vkey });
    expect(line).toContain(` size ${wanted} `);
    expect(outcome).toBe("pass");
  }
});

describe("one flipped byte", () => {
  beforeAll(() => growTo(Math.max(size, 257)));

  test("of an entry in the database: the next signing is refused naming the entry, until the byte is right again", async () => {
    await expectNoticed(() =>
      flipByte(scene.stack, { table: "log_entry", column: "leaf", where: "index = 3", at: 40 }),
    );
  });

  test("of a tile in the database: the next signing is refused naming the entry", async () => {
    await expectNoticed(() =>
      flipByte(scene.stack, { table: "log_tile", column: "hashes", where: "level = 0 AND number = 0", at: 3 * 32 + 5 }),
    );
  });

  test("of a bundle in the second store: the next signing is refused naming the entry", async () => {
    const file = path.join(scene.stack.folder.store, entriesTilePath({ number: 0, width: 256 }));
    await expectNoticed(async () => {
      const bytes = readFileSync(file);
      const at = offsetOfEntry(bytes, 3) + 40;
      writeFileSync(file, bytes.with(at, (bytes[at] ?? 0) ^ 1));
    });
  });

  test.skipIf(missing !== undefined)("of an entry: Go's own libraries refuse what a fresh process serves", async () => {
    const flip = () => flipByte(scene.stack, { table: "log_entry", column: "leaf", where: "index = 3", at: 40 });
    await flip();
    try {
      const { url } = await scene.stack.startWeb();
      const { outcome, line } = await runOutsideCheck({ url, vkey: scene.stack.vkey });
      expect(line).toMatch(/^refused: the entries give root/);
      expect(outcome).toBe("fail");
    } finally {
      await flip();
    }
  });
});

/** `flip` changes a byte of entry 3; called a second time it puts the byte back. */
async function expectNoticed(flip: () => Promise<void>): Promise<void> {
  const { stack, client } = scene;
  const statement = newcomer(stack.origin, "who finds out");
  await flip();
  try {
    // The tiles are checked in turn, one before each signature: some signatures later each was.
    const sending = keepRecording();
    const sentence = await scene.untilHealth("tampered");
    await sending.stop();
    expect(sentence).toMatch(/^Entry 3\b/);
    expect((await scene.post(statement)).status).toBe(503);
    expect((await client.get(`${stack.url}/api/v1/entries/200`)).status).toBe(200);
  } finally {
    await flip();
  }
  await scene.untilHealth("ok");
  await scene.record(statement);
  expect(await scene.faults()).toEqual([]);
}

/** Sends newcomers one after another until it is told to stop; refusals are what the caller waits for. */
function keepRecording() {
  let stopping = false;
  const running = (async () => {
    while (!stopping) await scene.post(newcomer(scene.stack.origin, "one more"));
  })();
  return {
    stop: async () => {
      stopping = true;
      await running;
    },
  };
}

/** Where an entry begins in a bundle of entries, each after its length of two bytes. */
function offsetOfEntry(bundle: Buffer, index: number): number {
  let at = 0;
  for (let entry = 0; entry < index; entry += 1) at += 2 + bundle.readUInt16BE(at);
  return at + 2;
}
