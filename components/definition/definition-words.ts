/** Definitions in words: what each kind says is right, where a version's window stands, and why its tests failed. */
import { showsWrong } from "#lib/evidence/definition/shows-wrong.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { DefinitionVersion } from "#lib/state/forms.ts";
import type {
  AdmissionCheckName,
  Definition,
  DefinitionKind,
  RunResult,
  UnattestableRule,
} from "#lib/statement/definition.ts";

export const KIND_SENTENCES: Readonly<Record<DefinitionKind, string>> = {
  "content-address": "Right is the content whose hash was asked for.",
  equality: "Right is whatever everybody else is told, too.",
  function: "One answer is right, and its code computes it.",
  predicate: "Many answers can be right, and its code checks each.",
};

export const ADMISSION_WORDS: Readonly<Record<AdmissionCheckName, string>> = {
  "code-present": "its code was not there",
  "state-present": "its state was not there",
  "input-covered": "it reads what nobody signs",
  deterministic: "two runs differed",
  "whole-output": "it gave a number that is not whole",
  "tests-pass": "a test did not come out as it says",
  "can-be-wrong": "none of its tests shows a wrong answer",
};

/** Why no answer is wrong by it, whatever it says; undefined where a test shows one that is. */
export function whyNobodyIsHeld(document: Definition): string | undefined {
  if (document.unattestable.some((rule) => ("pathPrefix" in rule ? rule.pathPrefix === "/" : isOfAnswers(rule))))
    return "It leaves open whatever is asked: every answer is one that nobody can judge.";
  return showsWrong(document) ? undefined : "None of its tests shows an answer that is wrong by it.";
}

/** The status of every answer that is one. */
const isOfAnswers = (rule: UnattestableRule): boolean => "status" in rule && rule.status === 200;

/** How one must ask for somebody to be held to the answer, as its tests show it: `…` is whatever stands there. */
export function judgedRequests({ kind, input, tests }: Definition): string[] {
  const asked = tests
    .filter(({ result }) => result === "match" || result === "mismatch")
    .flatMap(({ exchanges }) => exchanges)
    .map(({ request: { method, path, query } }) => {
      const members = query.replace(/^\?/, "").replace(/=[^&]*/g, "=…");
      if (kind === "content-address")
        return `${method} ${members === "" ? path.replace(/[^/]*$/, "…") : `${path}?${members}`}`;
      const said = input.from.includes("@query;req") ? members : query.replace(/^\?/, "");
      return `${method} ${input.from.includes("@path;req") ? "/…" : path}${said === "" ? "" : `?${said}`}`;
    });
  return [...new Set(asked)];
}

export type WindowState = "coming" | "in force" | "grace" | "ended";

/** Where a version stands at `now`. In its grace, late answers are still right by it. */
export function windowStateAt(
  { validFrom, validUntil, graceSeconds }: Pick<DefinitionVersion, "validFrom" | "validUntil" | "graceSeconds">,
  now: Instant,
): WindowState {
  const until = Date.parse(validUntil);
  if (now < Date.parse(validFrom)) return "coming";
  if (now < until) return "in force";
  return now < until + graceSeconds * SECOND_MS ? "grace" : "ended";
}

/** What a definition says of one answer. */
export function resultWords(result: RunResult): string {
  if (result === "match") return "right";
  if (result === "mismatch") return "wrong";
  return `nobody can tell: ${INCONCLUSIVE_WORDS[result]}`;
}

const INCONCLUSIVE_WORDS: Readonly<Record<Exclude<RunResult, "match" | "mismatch">, string>> = {
  "inconclusive:nondeterministic": "two runs differ",
  "inconclusive:budget": "it takes too many steps",
  "inconclusive:timeout": "it takes too long",
  "inconclusive:memory": "it takes too much memory",
  "inconclusive:stack": "it nests too deep",
  "inconclusive:missing-code": "its code is not there",
  "inconclusive:missing-state": "its state is not there",
  "inconclusive:bad-input": "it cannot read the request",
  "inconclusive:out-of-window": "it was not in force then",
  "inconclusive:unattestable": "it leaves that open",
  "inconclusive:runtime-unavailable": "nothing here runs it",
  "inconclusive:float-output": "it gives a number that is not whole",
  "inconclusive:crash": "its code breaks off",
};
