/**
 * The zip form of a bundle: its JSON without the bodies, and each body as a file with its own bytes, so that people can
 * open them. Reading gives back the very bundle. Names follow from the schema, and sizes are capped while inflating,
 * whatever the archive says of itself.
 */
import { Unzip, type UnzipFile, UnzipInflate, zipSync } from "fflate";
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import { concatBytes } from "#lib/kernel/bytes.ts";
import { canonicalBytes, isJsonObject, type JsonObject, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, type Result } from "#lib/kernel/result.ts";
import { BUNDLE_MAX_BYTES, type Bundle, parseBundle } from "./bundle.ts";

/** Most files in an archive, and most bytes of all of them inflated. */
export const ZIP_MAX_FILES = 64;
export const ZIP_MAX_INFLATED_BYTES = BUNDLE_MAX_BYTES;

const BUNDLE_FILE = "bundle.json";
/** Bytes that are inflated at a time: no more than a thousandfold of it is made before the cap is asked. */
const PIECE_BYTES = 4096;
/** Every archive of one bundle is the same. Zip counts from 1980, in the local time that this text is read in. */
const NO_TIME = "1980-01-02T00:00:00";

type Body = { readonly name: string; readonly path: readonly (string | number)[] };

/** Where bodies stand in a bundle, and what each is called as a file. */
function bodiesOf(json: JsonObject): Body[] {
  const exchanges = Array.isArray(json.exchanges) ? json.exchanges : [];
  return exchanges.flatMap((exchange: JsonValue, at): Body[] => {
    const isDsse = isJsonObject(exchange) && "dsse" in exchange;
    const request = isDsse ? ["dsse", "requestBody"] : ["request", "body"];
    const response = isDsse ? ["dsse", "responseBody"] : ["response", "body"];
    return [
      { name: `exchanges/${at}/request-body`, path: ["exchanges", at, ...request] },
      { name: `exchanges/${at}/response-body`, path: ["exchanges", at, ...response] },
    ];
  });
}

/** The archive of a bundle: the same bytes whenever and wherever it is made. */
export function zipBundle(bundle: Bundle): Uint8Array {
  let json = bundle as unknown as JsonObject;
  const files: Record<string, Uint8Array> = {};
  for (const { name, path } of bodiesOf(json)) {
    const body = get(json, path);
    if (typeof body !== "string") continue;
    files[name] = base64Decode(body) ?? new Uint8Array();
    json = set(json, path, undefined) as JsonObject;
  }
  return zipSync({ [BUNDLE_FILE]: canonicalBytes(json), ...files }, { level: 6, mtime: NO_TIME });
}

/** Whether a file begins as a zip archive does. Total. */
export function startsAsZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/**
 * Reads the zip form. Refusals: `too-large` for more files or bytes than allowed, `malformed` for what is no archive,
 * `schema` for a name that does not belong, then those of `parseBundle`. Total.
 */
export function unzipBundle(bytes: Uint8Array): Result<Bundle, Refusal> {
  const files = inflate(bytes);
  if (!(files instanceof Map)) return err(files);
  const head = files.get(BUNDLE_FILE);
  if (head === undefined) return err(refusal("schema", "", `The archive has no ${BUNDLE_FILE}.`));
  const read = parseCanonical(head, { maxBytes: BUNDLE_MAX_BYTES, maxDepth: 40, maxKeys: 20_000 });
  if (!read.ok) return read;
  if (!isJsonObject(read.value)) return err(refusal("schema", "", "A bundle is a JSON object."));
  let json = read.value;
  files.delete(BUNDLE_FILE);
  for (const { name, path } of bodiesOf(json)) {
    const body = files.get(name);
    if (body === undefined) continue;
    if (get(json, path) !== undefined)
      return err(refusal("schema", `/${path.join("/")}`, `The body stands here and as ${name}.`));
    const joined = set(json, path, base64Encode(body));
    if (joined === undefined)
      return err(refusal("schema", `/${path.join("/")}`, `Nothing here has a body such as ${name}.`));
    json = joined as JsonObject;
    files.delete(name);
  }
  const [stranger] = files.keys();
  if (stranger !== undefined) return err(refusal("schema", "", `No file "${stranger}" belongs to this bundle.`));
  return parseBundle(canonicalBytes(json));
}

const NAMES = /^(bundle\.json|exchanges\/[0-3]\/(request|response)-body)$/;

/** All files of the archive, or why not. */
function inflate(bytes: Uint8Array): Map<string, Uint8Array> | Refusal {
  const files = new Map<string, Uint8Array>();
  const unfinished = new Set<string>();
  let left = ZIP_MAX_INFLATED_BYTES;
  let problem: Refusal | undefined;
  const stop = (code: "too-large" | "malformed" | "schema", detail: string) => {
    problem ??= refusal(code, "", detail);
  };
  const open = (file: UnzipFile) => {
    if (files.size >= ZIP_MAX_FILES) return stop("too-large", `An archive has at most ${ZIP_MAX_FILES} files.`);
    if (!NAMES.test(file.name)) return stop("schema", `No file "${printable(file.name)}" belongs to a bundle.`);
    if (files.has(file.name)) return stop("schema", `The file ${file.name} stands in the archive twice.`);
    const pieces: Uint8Array[] = [];
    files.set(file.name, new Uint8Array());
    unfinished.add(file.name);
    file.ondata = (error, piece, isLast) => {
      if (error !== null) return stop("malformed", `The file ${file.name} cannot be inflated.`);
      left -= piece.length;
      if (left < 0) return stop("too-large", `An archive holds at most ${ZIP_MAX_INFLATED_BYTES} bytes.`);
      pieces.push(piece.slice());
      if (!isLast) return;
      files.set(file.name, concatBytes(...pieces));
      unfinished.delete(file.name);
    };
    file.start();
  };
  const reader = new Unzip(open);
  reader.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length && problem === undefined; at += PIECE_BYTES)
      reader.push(bytes.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= bytes.length);
  } catch {
    stop("malformed", "The bytes are not a zip archive, or it is cut off.");
  }
  if (files.size === 0) stop("malformed", "The bytes are not a zip archive.");
  if (unfinished.size > 0) stop("malformed", "The archive is cut off.");
  return problem ?? files;
}

function printable(name: string): string {
  return name.slice(0, 60).replace(/[^ -~]/g, "?");
}

function get(value: JsonValue | undefined, path: readonly (string | number)[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((here, step) => {
    if (Array.isArray(here) && typeof step === "number") return here[step];
    return isJsonObject(here) && typeof step === "string" ? here[step] : undefined;
  }, value);
}

/** A copy with another member at the path; undefined takes it out. Undefined when the way there does not exist. */
function set(
  value: JsonValue | undefined,
  path: readonly (string | number)[],
  member: JsonValue | undefined,
): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return member;
  if (Array.isArray(value) && typeof step === "number") {
    const inner = set(value[step], rest, member);
    return inner === undefined ? undefined : value.map((each: JsonValue, at) => (at === step ? inner : each));
  }
  if (!isJsonObject(value) || typeof step !== "string") return undefined;
  if (rest.length > 0) {
    const inner = set(value[step], rest, member);
    return inner === undefined ? undefined : { ...value, [step]: inner };
  }
  const { [step]: _, ...others } = value;
  return member === undefined ? others : { ...others, [step]: member };
}
