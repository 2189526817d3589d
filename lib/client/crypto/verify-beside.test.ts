import { expect, test } from "vitest";
import { asHash } from "#lib/kernel/hash.ts";
import { formatCheckpoint, openCheckpoint } from "#lib/log/checkpoint.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { verifyBeside } from "./webcrypto-ed25519.ts";

const signer = ed25519NoteSigner("here.test/log", new Uint8Array(32).fill(7));
const other = ed25519NoteSigner("here.test/log", new Uint8Array(32).fill(8));
const text = formatCheckpoint({ origin: "here.test/log", size: 3, root: asHash(new Uint8Array(32).fill(1)) });
const good = signNote(text, [signer]);
const lines = good.split("\n");
const last = lines.at(-2) ?? "";
// Bytes of R, of S and of the text changed; a second line of the same key that is wrong; no line of this key.
const spoilt = (at: number) =>
  good.replace(last, last.slice(0, at) + (last[at] === "A" ? "B" : "A") + last.slice(at + 1));

test.each([
  ["signed", good],
  ["R changed", spoilt(last.length - 60)],
  ["S changed", spoilt(last.length - 10)],
  ["text changed", good.replace("\n3\n", "\n4\n")],
  [
    "a second line that is wrong",
    `${good}${spoilt(last.length - 10)
      .split("\n")
      .at(-2)}\n`,
  ],
  [
    "the wrong line first",
    good.replace(
      last,
      `${spoilt(last.length - 10)
        .split("\n")
        .at(-2)}\n${last}`,
    ),
  ],
  ["another key of that name", signNote(text, [other])],
  ["no note", "nothing"],
])("a browser opens a checkpoint as the log's own rule does: %s", async (_, note) => {
  const beside = await verifyBeside((raw) => openCheckpoint(note, signer.vkey, [], raw));
  expect(beside).toEqual(openCheckpoint(note, signer.vkey));
});
