import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseOrigin } from "#lib/kernel/ids.ts";
import { independentCount, witnessesOf } from "#lib/log/quorum.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import { parseWitnessPolicy } from "#lib/log/witness-policy.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { dataFolderAt, makeFolders } from "../data-folder.ts";
import { parseUpOptions } from "./options.ts";
import { readWitnessPolicy } from "./read-witness-policy.ts";
import { prepareWitnesses } from "./witnessing.ts";

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "touchstone-witnessing-"));
});
afterEach(() => rmSync(parent, { recursive: true }));

const seed = (byte: number) => new Uint8Array(32).fill(byte);
const key = identityOfSeed(seed(1));
const origin = parseOrigin("log.example/w");
const LOG = formatVkey({ name: "log.example/w", type: "ed25519", publicKey: key.publicKey });
const OTHER = formatVkey({ name: "other.example", type: "ed25519", publicKey: identityOfSeed(seed(2)).publicKey });
const WITNESS = formatVkey({ name: "w.example", type: "cosignature/v1", publicKey: identityOfSeed(seed(3)).publicKey });

function given(text: string | Uint8Array) {
  const file = path.join(parent, "policy.txt");
  writeFileSync(file, text);
  return readWitnessPolicy(file, "--witness-policy");
}

function prepared(options: Partial<Parameters<typeof prepareWitnesses>[2]>) {
  const folder = dataFolderAt(path.join(parent, "data"));
  makeFolders(folder);
  if (origin === undefined) throw new Error("Not an origin.");
  const keys = { log: key, promise: key, witness: key, statement: key, answer: key, draw: key, admin: key };
  let made = 10;
  const random = (bytes: number) => new Uint8Array(bytes).fill(made++);
  const chosen = { witnessPolicy: undefined, demoWitnesses: 0, ...options };
  return { folder, witnessing: prepareWitnesses(folder, { origin, keys }, chosen, random) };
}

test.each([
  ["a line of no kind", "witness w\nwatch\nquorum w", /, line 1: witness <name> <vkey>/],
  ["an unknown word", "# mine\nwatch x\n", /, line 2: A line starts with log, witness, group or quorum/],
  ["no quorum", `witness w ${WITNESS}\n`, /The quorum line is missing/],
  ["a log's key for a witness", `witness w ${LOG}\nquorum w\n`, /, line 1: Not a vkey for cosignature/],
  ["a key listed twice", `witness a ${WITNESS}\nwitness b ${WITNESS}\nquorum a\n`, /, line 2: The key is listed twice/],
  ["no name that is known", `witness a ${WITNESS}\nquorum b\n`, /, line 2: b is not defined above/],
  [
    "an address of another protocol",
    `witness a ${WITNESS} ftp://w.example\nquorum a\n`,
    /, line 1: ftp:.* is not an http/,
  ],
  ["a password in an address", `witness a ${WITNESS} https://u:p@w.example\nquorum a\n`, /, line 1/],
  ["bytes that are no text", Uint8Array.of(0xff, 0xfe), /not UTF-8/],
])("a policy with %s is refused with the line and the rule", (_, text, rule) => {
  expect(() => given(text)).toThrow(rule);
  expect(() => given(text)).toThrow(/^--witness-policy .*policy\.txt/);
});

test("a policy is kept for everybody to read, with this log's own line, until another is given", async () => {
  const text = `# ours\nwitness a ${WITNESS} http://127.0.0.1:4190\nquorum a\n`;
  const { folder, witnessing } = prepared({ witnessPolicy: given(text) });
  expect(await witnessing).toEqual({ policyFile: folder.witnessPolicy, demos: [] });
  expect(readFileSync(folder.witnessPolicy, "utf8")).toBe(`log ${LOG}\n${text}`);
  expect(statSync(folder.witnessPolicy).mode & 0o777).toBe(0o644);
  // A later start without the option finds it.
  expect((await prepared({}).witnessing).policyFile).toBe(folder.witnessPolicy);
  await expect(prepared({ demoWitnesses: 1 }).witnessing).rejects.toThrow("leave out --demo-witnesses");
  writeFileSync(folder.witnessPolicy, `log ${LOG}\nquorum nobody\n`);
  await expect(prepared({}).witnessing).rejects.toThrow(/witness-policy\.txt, line 2: nobody is not defined above/);
  const none = `log ${LOG}\nquorum none\n`;
  await prepared({ witnessPolicy: given(none) }).witnessing;
  expect(readFileSync(folder.witnessPolicy, "utf8")).toBe(none);
});

test("a policy about other logs only is refused, with the line to add", async () => {
  const policy = given(`log ${OTHER}\nwitness a ${WITNESS}\nquorum a\n`);
  await expect(prepared({ witnessPolicy: policy }).witnessing).rejects.toThrow(`Its line is: log ${LOG}`);
});

test("demonstration witnesses have keys of their own, and nobody's arithmetic counts them as independent", async () => {
  const { witnessing } = prepared({ demoWitnesses: 3 });
  const { demos, policyFile = "" } = await witnessing;
  const text = readFileSync(policyFile, "utf8");
  expect(text).toMatch(/^# Demonstration: .* count as 0 independent/);
  const policy = parseWitnessPolicy(text);
  if (!policy.ok) throw new Error(policy.error.detail);
  expect(witnessesOf(policy.value).map(({ name, isDemonstration }) => [name, isDemonstration])).toEqual([
    ["w1", true],
    ["w2", true],
    ["w3", true],
  ]);
  expect(policy.value.groups).toMatchObject([{ threshold: 2 }]);
  expect(independentCount(policy.value, new Set(["w1", "w2", "w3"]), { origin: "log.example" })).toBe(0);
  expect(demos.map(({ keyFile }) => statSync(keyFile).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
  // The same witnesses at the next start, whatever their ports.
  const again = (await prepared({ demoWitnesses: 3 }).witnessing).demos;
  expect(again.map(({ keyName }) => keyName)).toEqual(demos.map(({ keyName }) => keyName));
});

test("options that contradict each other or count too many are refused", () => {
  expect(() => parseUpOptions(["--demo-witnesses", "6"])).toThrow("a number from 0 to 5");
  const file = path.join(parent, "policy.txt");
  writeFileSync(file, "quorum none\n");
  expect(() => parseUpOptions(["--demo-witnesses", "1", "--witness-policy", file])).toThrow("one of them only");
  expect(() => parseUpOptions(["--witness-policy", path.join(parent, "absent")])).toThrow("ENOENT");
});
