/**
 * Signed notes (C2SP signed-note): a text that ends in a newline, a blank line, and lines `— <key name> <base64>` whose
 * bytes are a 4-byte key id and a signature. A signature counts only for a verifier with the same name *and* key id.
 */
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import { concatBytes, equalBytes, isWellFormed, utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { publicKeyOfSeed, type RawVerify, signEd25519, verifyEd25519 } from "#lib/kernel/ed25519.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { formatVkey, isKeyName, keyIdOf, parseVkey } from "./vkey.ts";

/** One signature line: key name, 4-byte key id, and at least one byte whose meaning the key's type gives. */
export type NoteSignature = { readonly name: string; readonly keyId: Uint8Array; readonly signature: Uint8Array };

/** A note taken apart; nothing is verified. `text` includes its final newline, not the blank line. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

export type NoteVerifier = {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly verify: (text: Uint8Array, signature: Uint8Array) => boolean;
};

export type NoteSigner = {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly sign: (text: Uint8Array) => Uint8Array;
};

/** A note of which at least one known key signed the text. `unverified` are lines of keys that we do not know. */
export type OpenedNote = {
  readonly text: string;
  readonly verified: readonly NoteSignature[];
  readonly unverified: readonly NoteSignature[];
};

/**
 * `malformed`: not a signed note. `unverified`: no known key signed it. `invalid-signature`: a line of a known key does
 * not verify, which condemns the whole note. `ambiguous`: two known verifiers share name and key id.
 */
export type NoteFault = "malformed" | "unverified" | "invalid-signature" | "ambiguous";

const LINE_PREFIX = "— ";
const KEY_ID_BYTES = 4;
/** Lines of a note that are read at most (C2SP asks for 16 or more; Go's x/mod takes 100). */
const MAX_SIGNATURES = 100;

/** Takes a note apart. Undefined unless it is exactly of the form; then {@link formatNote} gives it back byte for byte. */
export function parseNote(note: Uint8Array | string): Note | undefined {
  const whole = typeof note === "string" ? note : utf8Decode(note);
  if (whole === undefined || !isNoteText(whole)) return undefined;
  const split = whole.lastIndexOf("\n\n");
  const block = whole.slice(split + 2);
  if (split < 0 || !block.endsWith("\n")) return undefined;
  const lines = block.slice(0, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) return undefined;
    signatures.push(signature);
  }
  return { text: whole.slice(0, split + 1), signatures };
}

/** The note's text, a blank line, and the signature lines. */
export function formatNote(note: Note): string {
  return `${note.text}\n${note.signatures.map(formatSignatureLine).join("")}`;
}

/**
 * Opens a note, or one that was taken apart, with the keys that one knows. Repeated lines of one known key count once, as do
 * identical unknown lines.
 */
export function openNote(
  note: Uint8Array | string | Note,
  verifiers: readonly NoteVerifier[],
): Result<OpenedNote, NoteFault> {
  const parsed = typeof note === "object" && "signatures" in note ? note : parseNote(note);
  if (parsed === undefined) return err("malformed");
  const textBytes = utf8Encode(parsed.text);
  const verified: NoteSignature[] = [];
  const unverified: NoteSignature[] = [];
  for (const line of parsed.signatures) {
    const [verifier, ...more] = verifiers.filter((known) => isSameKey(known, line));
    if (more.length > 0) return err("ambiguous");
    if (verifier === undefined) {
      if (!unverified.some((other) => isSameKey(other, line) && equalBytes(other.signature, line.signature))) {
        unverified.push(line);
      }
    } else if (!verified.some((other) => isSameKey(other, line))) {
      if (!verifier.verify(textBytes, line.signature)) return err("invalid-signature");
      verified.push(line);
    }
  }
  return verified.length === 0 ? err("unverified") : ok({ text: parsed.text, verified, unverified });
}

/** Signs a text. Throws RangeError unless it ends in a newline and has no other control character. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith("\n") || !isNoteText(text)) throw new RangeError("A note's text is lines of UTF-8, each ended.");
  const textBytes = utf8Encode(text);
  const signatures = signers.map(({ name, keyId, sign }) => ({ name, keyId, signature: sign(textBytes) }));
  return formatNote({ text, signatures });
}

/** Adds a signature (a witness's, say) as the last line of a note. */
export function appendSignatureLine(note: string, signature: NoteSignature): string {
  return note + formatSignatureLine(signature);
}

/** `— <name> <base64(key id ‖ signature)>` and a newline. */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  return `${LINE_PREFIX}${name} ${base64Encode(concatBytes(keyId, signature))}\n`;
}

/** Signer of the note's text itself: vkey type 0x01. `seed` is the 32-byte Ed25519 seed. */
export function ed25519NoteSigner(name: string, seed: Uint8Array): NoteSigner & { readonly vkey: string } {
  const publicKey = publicKeyOfSeed(seed);
  return {
    name,
    keyId: keyIdOf(name, "ed25519", publicKey),
    sign: (text) => signEd25519(seed, text),
    vkey: formatVkey({ name, type: "ed25519", publicKey }),
  };
}

/** Verifier for a vkey of type 0x01; undefined when the vkey is malformed or of another type. `raw`: see RawVerify. */
export function ed25519NoteVerifier(vkey: string, raw?: RawVerify): NoteVerifier | undefined {
  const key = parseVkey(vkey);
  if (key?.type !== "ed25519") return undefined;
  const { name, keyId, publicKey } = key;
  return { name, keyId, verify: (text, signature) => verifyEd25519(publicKey, text, signature, raw) };
}

/** Same key name and key id: the identity of a key in notes. */
export function isSameKey(a: { name: string; keyId: Uint8Array }, b: { name: string; keyId: Uint8Array }): boolean {
  return a.name === b.name && equalBytes(a.keyId, b.keyId);
}

function parseSignatureLine(line: string): NoteSignature | undefined {
  if (!line.startsWith(LINE_PREFIX)) return undefined;
  const space = line.indexOf(" ", LINE_PREFIX.length);
  if (space < 0) return undefined;
  const name = line.slice(LINE_PREFIX.length, space);
  const bytes = base64Decode(line.slice(space + 1));
  if (!isKeyName(name) || bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
  return { name, keyId: bytes.slice(0, KEY_ID_BYTES), signature: bytes.slice(KEY_ID_BYTES) };
}

/** Well-formed Unicode without ASCII control characters other than newline. */
function isNoteText(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 && unit !== 0x0a) return false;
  }
  return isWellFormed(text);
}
