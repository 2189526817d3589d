/** RFC 8785 on the shared vectors: six document pairs, and 10,000 numbers in ECMAScript form. */

import { readdirSync, readFileSync } from "node:fs";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalBytes, canonicalText, parseJson } from "#lib/kernel/json.ts";
import { runSuite, type Suite } from "./vectors.ts";

export async function runJsonConformance(folder: string): Promise<Suite[]> {
  const pairs = readdirSync(`${folder}/json/jcs/input`).sort();
  const numbers = readFileSync(`${folder}/json/es6-numbers-10000.txt`, "utf8").trimEnd().split("\n");
  return [
    await runSuite("json: RFC 8785 pairs", pairs, (name) => checkPair(`${folder}/json/jcs`, name)),
    await runSuite("json: ECMAScript numbers", numbers, checkNumber),
  ];
}

function checkPair(folder: string, name: string): string | undefined {
  const parsed = parseJson(readFileSync(`${folder}/input/${name}`));
  if (!parsed.ok) return `${name} refused: ${parsed.error.detail}`;
  const wanted = readFileSync(`${folder}/output/${name}`);
  return equalBytes(canonicalBytes(parsed.value), wanted) ? undefined : `${name}: ${canonicalText(parsed.value)}`;
}

/** A line is the 64 bits of a double in hex without leading zeros, a comma, and its text. */
function checkNumber(line: string): string | undefined {
  const [bits = "", wanted = ""] = line.split(",");
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  const value = view.getFloat64(0);
  const text = canonicalText(value);
  if (text !== wanted) return `${bits} written ${text}, expected ${wanted}`;
  const parsed = parseJson(utf8Encode(wanted));
  return parsed.ok && parsed.value === value ? undefined : `${wanted} read as ${JSON.stringify(parsed)}`;
}
