import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import { readPeersFile } from "./peers-file.ts";

test("an index that stands in its own list neither watches nor cosigns itself", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-peers-"));
  try {
    const file = path.join(folder, "peers.txt");
    const vkeys = ["own.example/log", "other.example/log"].map((name, at) =>
      formatVkey({ name, type: "ed25519", publicKey: publicKeyOfSeed(new Uint8Array(32).fill(at)) }),
    );
    writeFileSync(file, vkeys.map((vkey) => `log ${vkey} https://log.example\n`).join(""));
    expect(readPeersFile(file, "own.example/log").map(({ origin }) => origin)).toEqual(["other.example/log"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
