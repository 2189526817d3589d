import { expect, test } from "vitest";
import { base64Encode, hexDecode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { cosignatureVerifier, cosigner } from "./cosignature.ts";
import {
  appendSignatureLine,
  ed25519NoteSigner,
  ed25519NoteVerifier,
  formatNote,
  formatSignatureLine,
  type NoteVerifier,
  openNote,
  parseNote,
  signNote,
} from "./note.ts";
import { formatVkey, isKeyName, parseVkey } from "./vkey.ts";

const alice = ed25519NoteSigner("example.com/alice", new Uint8Array(32).fill(1));
const bob = ed25519NoteSigner("example.com/bob", new Uint8Array(32).fill(2));
const text = "First line\n\nafter an empty one\n";

function verifierOf(vkey: string): NoteVerifier {
  const verifier = ed25519NoteVerifier(vkey);
  if (verifier === undefined) throw new Error(`bad vkey ${vkey}`);
  return verifier;
}

test("a signed note opens for its signer's key and gives back the text", () => {
  const opened = openNote(signNote(text, [alice]), [verifierOf(alice.vkey)]);
  expect(opened).toMatchObject({ ok: true, value: { text, unverified: [] } });
});

test("the text may have empty lines: the last one divides", () => {
  expect(parseNote(signNote(text, [alice]))?.text).toBe(text);
});

test("changing any byte of the text or of the signature closes the note", () => {
  const bytes = utf8Encode(signNote("a\n", [alice]));
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = bytes.with(at, (bytes[at] ?? 0) ^ 1);
    expect.soft(openNote(changed, [verifierOf(alice.vkey)]).ok, `byte ${at}`).toBe(false);
  }
});

test("a line of a known key that does not verify condemns a note that others signed well", () => {
  const forged = { name: alice.name, keyId: alice.keyId, signature: new Uint8Array(64).fill(3) };
  const note = appendSignatureLine(signNote(text, [bob]), forged);
  expect(openNote(note, [verifierOf(bob.vkey)]).ok).toBe(true);
  expect(openNote(note, [verifierOf(bob.vkey), verifierOf(alice.vkey)])).toEqual({
    ok: false,
    error: "invalid-signature",
  });
});

test("a key is known by name and key id together: one of them alone is a stranger", () => {
  const signature = alice.sign(utf8Encode(text));
  const strangers = [
    { name: bob.name, keyId: alice.keyId, signature },
    { name: alice.name, keyId: bob.keyId, signature },
  ];
  for (const stranger of strangers) {
    const note = formatNote({ text, signatures: [stranger] });
    expect(openNote(note, [verifierOf(alice.vkey)])).toEqual({ ok: false, error: "unverified" });
  }
});

test("a repeated line counts once", () => {
  const line = { name: alice.name, keyId: alice.keyId, signature: alice.sign(utf8Encode(text)) };
  const twice = formatNote({ text, signatures: [line, line] });
  const opened = openNote(twice, [verifierOf(alice.vkey)]);
  expect(opened.ok && opened.value.verified).toHaveLength(1);
  const asStranger = openNote(appendSignatureLine(twice, { ...line, name: bob.name }), [verifierOf(alice.vkey)]);
  expect(asStranger.ok && asStranger.value.unverified).toHaveLength(1);
});

test("what is not exactly of the form is malformed", () => {
  const good = signNote("a\n", [alice]);
  const line = formatSignatureLine({ name: "n", keyId: new Uint8Array(4), signature: new Uint8Array(1) });
  const malformed = [
    "",
    "a\n",
    "a\n\n",
    good.slice(0, -1),
    `${good}\n`,
    good.replace("— ", "- "),
    good.replace("\n\n", "\n"),
    `a\r\n\n${line}`,
    `a\0\n\n${line}`,
    `a\n\n— n ${base64Encode(new Uint8Array(4))}\n`,
    "a\n\n— n \n",
    "a\n\n— n\n",
    `a\n\n${line.replace("n", "n\u2003x")}`,
    `a\n\n${line.replace("n", "n+x")}`,
    `a\n\n${line.replace("=", "")}`,
    `a\n\n${line.slice(0, -1)} x\n`,
    `\ud800\n\n${line}`,
  ];
  for (const note of malformed) expect.soft(parseNote(note), JSON.stringify(note)).toBeUndefined();
  expect(parseNote(concatBytes(utf8Encode(good), Uint8Array.of(0xff)))).toBeUndefined();
  expect(parseNote(`a\n\n${line}`)).toBeDefined();
});

test("a hundred lines are read, a hundred and one are refused", () => {
  const line = formatSignatureLine({ name: "n", keyId: new Uint8Array(4), signature: new Uint8Array(1) });
  expect(parseNote(`a\n\n${line.repeat(100)}`)?.signatures).toHaveLength(100);
  expect(parseNote(`a\n\n${line.repeat(101)}`)).toBeUndefined();
});

test("a text that could not be read back is not signed", () => {
  for (const bad of ["", "no newline", "tab\there\n", "\ud800\n"]) {
    expect(() => signNote(bad, [alice])).toThrow(RangeError);
  }
});

test("a vkey gives back name, type, key id and key, and is written the same way", () => {
  const publicKey = hexDecode("7a4c9e46ae6e7a840a91859324784786c2579e0877628b29a018d6139cacafb7".slice(0, 64));
  if (publicKey === undefined) throw new Error("bad key");
  for (const type of ["ed25519", "cosignature/v1"] as const) {
    const vkey = formatVkey({ name: "example.com/log", type, publicKey });
    expect(parseVkey(vkey)).toMatchObject({ name: "example.com/log", type, publicKey });
  }
  expect(() => formatVkey({ name: "a b", type: "ed25519", publicKey })).toThrow(RangeError);
  expect(() => formatVkey({ name: "a", type: "ed25519", publicKey: publicKey.slice(1) })).toThrow(RangeError);
});

test("a key of one type is no verifier of the other, though key and name are the same", () => {
  const seed = new Uint8Array(32).fill(9);
  const [log, witness] = [ed25519NoteSigner("example.com/w", seed), cosigner("example.com/w", seed, 1)];
  expect(log.keyId).not.toEqual(witness.keyId);
  expect(ed25519NoteVerifier(witness.vkey)).toBeUndefined();
  expect(cosignatureVerifier(log.vkey)).toBeUndefined();
  const unknownType = log.vkey.replace("+A", "+B");
  expect(parseVkey(unknownType)).toBeUndefined();
});

test("key names have no plus and none of Unicode's spaces", () => {
  for (const bad of ["", "a b", "a+b", "a\u00a0b", "a\u0085b", "a\u2028b", "a\u3000"]) {
    expect.soft(isKeyName(bad), JSON.stringify(bad)).toBe(false);
  }
  expect(isKeyName("例え.example/ログ")).toBe(true);
});
