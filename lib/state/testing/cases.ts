/** For tests: reports and verdicts as statements, with evidence that nobody reads. */
import type { FaultId } from "#lib/evidence/bundle/fault-id.ts";
import { inputsHash, settle, verdictOf } from "#lib/evidence/checks/verdict.ts";
import { BUNDLE_CHECKS, BUNDLE_RULES, type BundleCheck } from "#lib/evidence/rules.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type CaseId, caseIdOf, type Did } from "#lib/kernel/ids.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Identity } from "#lib/statement/compose.ts";
import {
  type ClaimName,
  EVIDENCE_MEDIA_TYPE,
  REPORT_TEMPLATE,
  type VerdictBody,
} from "#lib/statement/evidence-bodies.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import type { CaseForm } from "../case/case-forms.ts";
import { keyKey } from "../forms.ts";
import { caseOf } from "../view.ts";
import type { Said, Saying, TestWorld } from "./world.ts";

export const hashOf = (text: string): string => hexEncode(sha256(utf8Encode(text)));

const bundles = new Map<string, Part>();

/** What a report showed: bytes that are no bundle. Undefined: no report of {@link reporting} has this commit. */
export const bundleBehind = (commit: string): Part | undefined => bundles.get(commit);

function commitOfBundle(evidence: string): string {
  const nonce = sha256(utf8Encode(`bundle ${evidence}`));
  const part = { bytes: new Uint8Array(900).fill(32), nonce };
  const commit = commitOf(part);
  bundles.set(commit, part);
  return commit;
}

/** `evidence` makes bundles differ. */
export function reporting(by: Identity, subject: string, claim: ClaimName = "wrong-result", evidence = ""): Saying {
  const commit = commitOfBundle(evidence);
  const part = { commit, bytes: 900, mediaType: EVIDENCE_MEDIA_TYPE, visibility: "public" as const };
  const body = { template: REPORT_TEMPLATE, claim, drawShare: hashOf("share") };
  return { kind: "report.file", by, subject, body, change: { parts: [part] } };
}

export function report(world: TestWorld, ...args: Parameters<typeof reporting>): Said & { id: CaseId } {
  const said = world.say(reporting(...args));
  return { ...said, id: caseIdOf(said.hash) };
}

export type Finding = {
  /** Checks that did not pass; behind them everything did. */
  readonly checks?: Partial<Record<BundleCheck, Omit<Check, "name">>>;
  readonly fault?: string | null;
  readonly signer?: Did | null;
  readonly definition?: string | null;
  /** Written over what is right. */
  readonly change?: Partial<VerdictBody>;
};

/** What leads to each verdict that machines give. */
export const OUTCOMES = {
  proven: {},
  contested: { "key-state": { outcome: "fail", reason: "key-contested" } },
  suspected: { "similar-cases": { outcome: "fail", reason: "definition-suspected" } },
  refuted: { body: { outcome: "fail", reason: "digest-mismatch" } },
  inconclusive: { claim: { outcome: "cannot-check", reason: "timeout" } },
  "out-of-scope": { definition: { outcome: "fail", reason: "not-listed" } },
  "for-people": { claim: { outcome: "cannot-check", reason: "for-people" } },
  "no-evidence": { claim: { outcome: "cannot-check", reason: "no-evidence" } },
} as const satisfies Record<string, Finding["checks"]>;

/** The body of a verdict that the fold takes, unless `change` says otherwise. */
export function verdictOn(world: TestWorld, id: string, finding: Finding = {}): VerdictBody {
  const form = caseOf(world.state, id);
  if (form === undefined) throw new Error(`No case ${id}.`);
  const { fault = hashOf("fault"), signer = null, definition = null } = finding;
  const checks = BUNDLE_CHECKS.map((name): Check => ({ name, outcome: "pass", ...finding.checks?.[name] }));
  const thumbprint = signer === null ? undefined : thumbprintOfDid(signer);
  const chain = thumbprint === undefined ? undefined : world.state.chainOf(keyKey(thumbprint));
  const keyHistory =
    chain === undefined ? null : { origin: "test.invalid/log", head: hexEncode(chain.head), events: chain.length };
  const t = parseInstant(form.filedAt) ?? world.now;
  const body = {
    ...settle(verdictOf(checks, form.claim)),
    rules: BUNDLE_RULES,
    bundle: form.bundle,
    faultId: fault,
    faultGroup: null,
    t: form.filedAt,
    signer,
    keyHistory,
    definition,
    state: null,
    inputs: inputsHash({ faultId: fault as FaultId, commit: form.bundle, keyHistory, t, definition, state: null }),
    checks,
  };
  return { ...body, ...finding.change } as VerdictBody;
}

export function judge(world: TestWorld, id: string, finding: Finding = {}, by: Identity = world.index): Said {
  const body = verdictOn(world, id, finding) as unknown as JsonObject;
  return world.say({ kind: "verdict", by, subject: id, body });
}

export function caseIn(world: TestWorld, id: string): CaseForm {
  const form = caseOf(world.state, id);
  if (form === undefined) throw new Error(`No case ${id}.`);
  return form;
}
