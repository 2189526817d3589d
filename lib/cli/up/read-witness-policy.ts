/** A witness policy that somebody names on a command line: refused with the line and the rule. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import { CliError } from "../cli-error.ts";

/** `text` is the file as it stands. */
export type GivenPolicy = { readonly text: string; readonly policy: WitnessPolicy };

/** A policy is one screen of text; what is longer is another file. */
const MAX_BYTES = 256 * 1024;

/** Errors: CliError with exit code 2 that names option, file, line and rule. */
export function readWitnessPolicy(file: string, option: string): GivenPolicy {
  const place = path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
  const refuse = (what: string) => new CliError(`${option} ${file}${what}`, 2);
  let bytes: Buffer;
  try {
    bytes = readFileSync(place);
  } catch (error) {
    throw refuse(`: ${error instanceof Error ? error.message : error}`);
  }
  if (bytes.length > MAX_BYTES) throw refuse(`: longer than ${MAX_BYTES / 1024} KiB.`);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse(": not UTF-8.");
  }
  const parsed = parseWitnessPolicy(text);
  if (!parsed.ok) {
    const line = parsed.error.pointer.slice(1);
    throw refuse(`${line === "" ? "" : `, line ${line}`}: ${parsed.error.detail}`);
  }
  for (const { url, vkey } of parsed.value.witnesses) {
    if (url === undefined || isWebAddress(url)) continue;
    const line = text.split("\n").findIndex((each) => each.includes(vkey)) + 1;
    throw refuse(`, line ${line}: ${url} is not an http or https address without credentials, query and fragment.`);
  }
  return { text, policy: parsed.value };
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  const isPlain = url?.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return isPlain && (url.protocol === "http:" || url.protocol === "https:");
}
