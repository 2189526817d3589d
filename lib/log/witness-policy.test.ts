import { expect, test } from "vitest";
import { cosigner } from "./cosignature.ts";
import { ed25519NoteSigner } from "./note.ts";
import { formatWitnessPolicy, isQuorumMet, parseWitnessPolicy, policyWithoutWitnesses } from "./witness-policy.ts";

const logVkey = ed25519NoteSigner("example.com/log", new Uint8Array(32).fill(1)).vkey;
const witnessVkey = (n: number) => cosigner(`w${n}.example`, new Uint8Array(32).fill(n + 1), 0).vkey;
const twoOfThree = [
  "# who must have seen our heads",
  `log ${logVkey} https://example.com/log`,
  "",
  `witness\tX1  ${witnessVkey(1)}`,
  `  witness X2 ${witnessVkey(2)} https://w2.example/`,
  `witness X3 ${witnessVkey(3)}`,
  "group X 2 X1 X2 X3",
  `witness Y1 ${witnessVkey(4)}`,
  `witness Y2 ${witnessVkey(5)}`,
  "group Y any Y1 Y2",
  "group both all X Y",
  "quorum both",
  "",
].join("\n");

test("a log without witnesses says so in two lines", () => {
  const policy = policyWithoutWitnesses(logVkey);
  expect(formatWitnessPolicy(policy)).toBe(`log ${logVkey}\nquorum none\n`);
  expect(parseWitnessPolicy(formatWitnessPolicy(policy))).toEqual({ ok: true, value: policy });
  expect(isQuorumMet(policy, new Set())).toBe(true);
});

test("a quorum of groups is met by enough witnesses of each", () => {
  const policy = parseWitnessPolicy(twoOfThree);
  if (!policy.ok) throw new Error(policy.error.detail);
  const isMet = (...names: string[]) => isQuorumMet(policy.value, new Set(names));
  expect(isMet("X1", "X3", "Y2")).toBe(true);
  expect(isMet("X1", "X2", "X3")).toBe(false);
  expect(isMet("X1", "Y1", "Y2")).toBe(false);
  expect(isMet("X1", "stranger", "Y1")).toBe(false);
  expect(isMet("both")).toBe(false);
});

test("what is read from the canonical text is what was written, comments and spacing aside", () => {
  const policy = parseWitnessPolicy(twoOfThree);
  if (!policy.ok) throw new Error(policy.error.detail);
  expect(parseWitnessPolicy(formatWitnessPolicy(policy.value))).toEqual(policy);
  expect(parseWitnessPolicy(`#not a line\n${twoOfThree}`)).toEqual(policy);
  expect(policy.value.logs).toEqual([{ vkey: logVkey, url: "https://example.com/log" }]);
  expect(policy.value.witnesses.slice(0, 2)).toEqual([
    { name: "X1", vkey: witnessVkey(1) },
    { name: "X2", vkey: witnessVkey(2), url: "https://w2.example/" },
  ]);
});

test("a policy that could be read two ways is refused, with the line", () => {
  const refused: [string, string][] = [
    ["", ""],
    [`log ${logVkey}\n`, ""],
    ["quorum none\nquorum none\n", "/2"],
    ["quorum X\n", "/1"],
    ["quorum none none\n", "/1"],
    ["quorums none\n", "/1"],
    [`log ${witnessVkey(1)}\nquorum none\n`, "/1"],
    [`witness X ${logVkey}\nquorum none\n`, "/1"],
    [`witness none ${witnessVkey(1)}\nquorum none\n`, "/1"],
    [`log ${logVkey}\nlog ${logVkey}\nquorum none\n`, "/2"],
    [`witness X ${witnessVkey(1)}\nwitness X ${witnessVkey(2)}\nquorum X\n`, "/2"],
    [`witness X ${witnessVkey(1)}\nwitness Y ${witnessVkey(1)}\nquorum X\n`, "/2"],
    [`witness X ${witnessVkey(1)}\ngroup G 2 X\nquorum G\n`, "/2"],
    [`witness X ${witnessVkey(1)}\ngroup G 0 X\nquorum G\n`, "/2"],
    [`witness X ${witnessVkey(1)}\ngroup G 01 X\nquorum G\n`, "/2"],
    [`witness X ${witnessVkey(1)}\ngroup G any X X\nquorum G\n`, "/2"],
    [`witness X ${witnessVkey(1)}\ngroup G any none\nquorum G\n`, "/2"],
    [`witness X ${witnessVkey(1)}\ngroup G any X\ngroup H any X\nquorum H\n`, "/3"],
    ["group G any X\nquorum G\n", "/1"],
    ["group G any\nquorum none\n", "/1"],
    ["log\nquorum none\n", "/1"],
    ["witness X\nquorum none\n", "/1"],
    [`log ${logVkey} https://example.com/log more\nquorum none\n`, "/1"],
    [`witness X ${witnessVkey(1)} https://w.example/ more\nquorum none\n`, "/1"],
    ["quorum\u0000none\n", "/1"],
    ["quorum none\r\n", "/1"],
    [`witness X\u0001 ${witnessVkey(1)}\nquorum none\n`, "/1"],
    [`witness X\u007f ${witnessVkey(1)}\nquorum none\n`, "/1"],
  ];
  for (const [text, pointer] of refused) {
    const policy = parseWitnessPolicy(text);
    expect.soft(policy, JSON.stringify(text)).toMatchObject({ ok: false, error: { code: "malformed", pointer } });
  }
});

test("64 of a kind are read, and one more is refused where it stands", () => {
  const line = (at: number) => `witness W${at} ${witnessVkey(at)}\n`;
  const lines = (count: number) => Array.from({ length: count }, (_, at) => line(at)).join("");
  expect(parseWitnessPolicy(`${lines(64)}quorum none\n`).ok).toBe(true);
  expect(parseWitnessPolicy(`${lines(65)}quorum none\n`)).toMatchObject({ ok: false, error: { pointer: "/65" } });
  const all = Array.from({ length: 64 }, (_, at) => `W${at}`).join(" ");
  expect(parseWitnessPolicy(`${lines(64)}group G any ${all}\nquorum G\n`).ok).toBe(true);
  const groups = (count: number) => Array.from({ length: count }, (_, at) => `group G${at} any W${at}\n`).join("");
  expect(parseWitnessPolicy(`${lines(64)}${groups(64)}quorum none\n`).ok).toBe(true);
  const onTop = `${lines(64)}${groups(64)}group G all G0\nquorum none\n`;
  expect(parseWitnessPolicy(onTop)).toMatchObject({ ok: false, error: { pointer: "/129" } });
});
