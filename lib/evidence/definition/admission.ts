/** Whether an index admits a definition: its own tests, run several times in two hosts, must come out as it says. */
import { hexEncode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes, type JsonValue } from "#lib/kernel/json.ts";
import { type CodedDefinition, hasCode } from "#lib/statement/coded-definition.ts";
import {
  ADMISSION_CHECKS,
  type AdmissionCheckName,
  type Definition,
  type RunResult,
  stateOf,
} from "#lib/statement/definition.ts";
import { answerOfTest, isCoveredComponent } from "./answer.ts";
import { concludeRuns, isSameRun, isWellWithin, judgeWithoutCode } from "./judge.ts";
import { inconclusive, type Job, type Material, type Run } from "./run-definition.ts";
import { secretInTest } from "./secret-in-test.ts";
import { showsWrong } from "./shows-wrong.ts";

/** Runs one job, and answers whatever happens to the host. */
export type Host = { readonly name: string; readonly run: (job: Job) => Promise<Run> };

/** Runs of each test in each host: enough to see what changes from one to the next. */
export const RUNS_PER_HOST = 2;

/** `runs`: one list for each host, empty for what no code decides. */
export type TestOutcome = {
  readonly name: string;
  readonly wanted: RunResult;
  readonly seen: RunResult;
  readonly runs: Run[][];
};

export type Admission = {
  readonly admitted: boolean;
  readonly checks: Check[];
  readonly failed?: AdmissionCheckName;
  readonly outcomes: readonly TestOutcome[];
  /** SHA-256 of the canonical outcomes, hex; undefined when nothing was run. */
  readonly results: string | undefined;
};

/** `runtime-unavailable` in a host is no finding about the definition: undefined, and the caller tries again later. */
export async function admit(
  definition: Definition,
  material: Material,
  hosts: readonly Host[],
): Promise<Admission | undefined> {
  const missing = missingOf(definition, material);
  const uncovered = definition.input.from.filter((name) => !isOpenTo(definition, name));
  const canRun = missing.code === undefined && missing.state === undefined && uncovered.length === 0;
  const outcomes = canRun ? await runTests(definition, material, hosts) : [];
  if (outcomes.some(({ seen }) => seen === "inconclusive:runtime-unavailable")) return undefined;
  const wrong = outcomes.find(({ wanted, seen }) => wanted !== seen && !isFloat(seen));
  const unsteady = outcomes.find(({ runs }) => differs(runs.flat()));
  const secret = canRun && wrong === undefined ? secretInTest(definition) : undefined;
  const floats = outcomes.find(({ wanted, seen }) => isFloat(seen) && !isFloat(wanted));
  const faults: Record<AdmissionCheckName, string | undefined> = {
    "code-present": missing.code,
    "state-present": missing.state,
    "input-covered": uncovered.length === 0 ? undefined : `Not signed by providers: ${uncovered.join(", ")}.`,
    "tests-pass":
      (wrong && `"${wrong.name}" came out as ${wrong.seen}, not ${wrong.wanted}.${tightOf(definition, wrong)}`) ??
      (secret &&
        `"${secret.test}" asks with what looks like a secret (${secret.kind}): who asks so could report nothing. Name it otherwise.`),
    deterministic: unsteady && `"${unsteady.name}" did not come out alike each time.`,
    "whole-output": floats && `"${floats.name}" gives a number that is not whole: write it as a decimal string.`,
    "can-be-wrong": showsWrong(definition) ? undefined : "No test of it shows a wrong answer (mismatch).",
  };
  const ran = new Set<AdmissionCheckName>(["tests-pass", "deterministic", "whole-output"]);
  const checks = ADMISSION_CHECKS.map((name): Check => {
    if (ran.has(name) && !canRun) return { name, outcome: "not-run" };
    const fault = faults[name];
    return fault === undefined
      ? { name, outcome: "pass" }
      : { name, outcome: "fail", reason: REASONS[name], detail: fault };
  });
  const failed = ADMISSION_CHECKS.find((name) => faults[name] !== undefined);
  const results = canRun ? resultsHash(outcomes) : undefined;
  return { admitted: failed === undefined, checks, ...(failed === undefined ? {} : { failed }), outcomes, results };
}

/** Stable codes of the checks that failed. */
const REASONS: Record<AdmissionCheckName, string> = {
  "code-present": "missing-code",
  "state-present": "missing-state",
  "input-covered": "uncovered-input",
  "tests-pass": "test-failed",
  "can-be-wrong": "no-wrong-answer",
  deterministic: "non-deterministic",
  "whole-output": "float-output",
};

/** Said beside a test whose runs came to an end, and so late that a wrong answer to the same would convict nobody. */
function tightOf(definition: Definition, { seen, runs }: TestOutcome): string {
  const [run] = runs.flat();
  const isEnded = run?.result === "mismatch" || run?.result === "match";
  if (!hasCode(definition) || seen !== "inconclusive:budget" || !isEnded) return "";
  return ` It takes ${run.ticks} of ${definition.limits.ticks} ticks: above half of them nobody is found wrong.`;
}

/** The answer's own components are only for a predicate: a function that reads them would repeat what it is to judge. */
function isOpenTo({ kind, input }: Definition, name: string): boolean {
  if (!isCoveredComponent(name)) return false;
  // No two calls share these, so that no two answers could ever be held against each other.
  if (kind === "equality" && (name === "prex-request-nonce;req" || name === "prex-token-id;req")) return false;
  if (kind === "content-address") return input.from.length === 1 && (name === "@path;req" || name === "@query;req");
  return name.endsWith(";req") || kind === "predicate";
}

function missingOf(definition: Definition, { code, state }: Material): { code?: string; state?: string } {
  const has = (bytes: Uint8Array | undefined, hash: string) => bytes !== undefined && hexEncode(sha256(bytes)) === hash;
  const isCodeMissing = hasCode(definition) && !has(code, definition.code.sha256);
  const needed = stateOf(definition);
  const isStateMissing = needed !== undefined && !has(state, needed.snapshot);
  return {
    ...(isCodeMissing ? { code: "The code with the named hash is not at hand." } : {}),
    ...(isStateMissing ? { state: "The state with the named hash is not at hand." } : {}),
  };
}

/** Up to the first that is not as wanted: the definition is refused then, whatever the others say. */
async function runTests(definition: Definition, material: Material, hosts: readonly Host[]): Promise<TestOutcome[]> {
  const outcomes: TestOutcome[] = [];
  for (const test of definition.tests) {
    const outcome = await runTest(definition, material, test, hosts);
    outcomes.push(outcome);
    if (outcome.seen !== outcome.wanted || differs(outcome.runs.flat())) break;
  }
  return outcomes;
}

async function runTest(
  definition: Definition,
  material: Material,
  { name, exchanges, result: wanted }: Definition["tests"][number],
  hosts: readonly Host[],
): Promise<TestOutcome> {
  const [first, second] = exchanges.map(answerOfTest);
  const seen =
    first === undefined ? "inconclusive:bad-input" : judgeWithoutCode(definition, first, { material, other: second });
  if (seen !== undefined || first === undefined || !hasCode(definition))
    return { name, wanted, seen: seen ?? "inconclusive:bad-input", runs: [] };
  const job: Job = { definition, material, answer: first };
  const runs = await Promise.all(hosts.map((host) => runSeveralTimes(host, job)));
  // The worst that any run says: what one host cannot do is not passed over because another can.
  const all = runs.flat();
  const run = all.find(({ result }) => result !== wanted) ?? all[0] ?? inconclusive("runtime-unavailable");
  const isAllWrong = wanted !== "match" && all.every(({ result }) => result === "mismatch");
  const isTight = run.result === "match" && all.some((one) => !isWellWithin(one, definition.limits));
  const concluded = isAllWrong ? verdictOf(definition, runs) : isTight ? "inconclusive:budget" : undefined;
  return { name, wanted, seen: concluded ?? run.result, runs };
}

/** What a verdict would say of these runs; an audit that has one host asks it twice. Undefined: nothing was run. */
function verdictOf(definition: CodedDefinition, [local = [], second = local]: readonly Run[][]): RunResult | undefined {
  const [first, again] = local;
  return first && again && concludeRuns(definition, { local: [first, again], second: second[0] });
}

async function runSeveralTimes({ run }: Host, job: Job): Promise<Run[]> {
  const runs: Run[] = [];
  for (let count = 0; count < RUNS_PER_HOST; count++) runs.push(await run(job));
  return runs;
}

function differs(runs: readonly Run[]): boolean {
  const [first, ...rest] = runs;
  return first !== undefined && rest.some((run) => !isSameRun(first, run));
}

const isFloat = (result: RunResult): boolean => result === "inconclusive:float-output";

/** Fixes name, result, steps and output of every test; not which host said so. 64 hex digits. */
function resultsHash(outcomes: readonly TestOutcome[]): string {
  const facts = outcomes.map(({ name, seen, runs }): JsonValue => {
    const run = runs[0]?.[0];
    return { name, seen, ticks: run?.ticks ?? 0, outputSha256: run?.outputSha256 ?? null };
  });
  return hexEncode(sha256(canonicalBytes(facts)));
}
