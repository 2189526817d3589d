/**
 * The verdict over a case, from its evidence and the log: the same for the index that says it first and for whoever runs
 * it again. What was known when the report was filed decides; of the signer's key what the log says now, which the
 * verdict cites.
 */
import { isMachineDecided } from "#lib/evidence/bundle/claim-kinds.ts";
import { type FaultId, faultGroupOf, faultIdOf } from "#lib/evidence/bundle/fault-id.ts";
import { type BundleFinding, checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import type { CheckFacts, HistoryCited, KnownDefinition, KnownPrices } from "#lib/evidence/checks/facts.ts";
import { ownerThen } from "#lib/evidence/checks/stated.ts";
import { inputsHash, settle, verdictOf } from "#lib/evidence/checks/verdict.ts";
import { historyOfKey } from "#lib/evidence/proven-history.ts";
import { BUNDLE_CHECKS, BUNDLE_RULES } from "#lib/evidence/rules.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { publicKeyOfDid, thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import { type Did, type Origin, type ProviderId, providerIdOfKey, type StatementHash } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { VerdictBody } from "#lib/statement/evidence-bodies.ts";
import { type Ask, whenKnown } from "../ask.ts";
import type { KeyForm } from "../forms.ts";
import type { Chain } from "../view.ts";
import type { CaseForm } from "./case-forms.ts";

/** What is asked of the log. A reader may take its time; it is asked each question once. */
export type CaseReader = {
  readonly origin: Origin;
  readonly logVkey: string;
  readonly raw?: RawVerify;
  /** As the log has it now. */
  readonly key: (thumbprint: string) => Promise<{ form: KeyForm; chain: Chain } | undefined>;
  /** As listed before the report's entry; undefined: not published by then. */
  readonly definition: (hash: string) => Promise<KnownDefinition | undefined>;
  /** All price lists of the provider before the report's entry. */
  readonly prices: (provider: ProviderId) => Promise<KnownPrices>;
  readonly effect: (statement: StatementHash) => Promise<"effective" | "void" | undefined>;
  readonly firstCase: (fault: FaultId) => Promise<string | null>;
  /** Other providers that are accused under the definition now. */
  readonly others: (definition: string) => Promise<number>;
};

/** `bytes` undefined: the part is not there for everybody to read. `hosts` as in {@link CheckFacts}. */
export async function judgeCase(
  form: CaseForm,
  bytes: Uint8Array | undefined,
  reader: CaseReader,
  hosts: CheckFacts["hosts"],
): Promise<VerdictBody> {
  if (bytes === undefined) return verdictBodyOf(form, withheldFinding(form), null);
  // The history that is cited is the one that was looked at, whatever the log learns while machines run.
  const keys = new Map<string, ReturnType<CaseReader["key"]>>();
  const key: CaseReader["key"] = (thumbprint) => {
    const read = keys.get(thumbprint) ?? reader.key(thumbprint);
    keys.set(thumbprint, read);
    return read;
  };
  const finding = await findingOf(form, bytes, { ...reader, key }, hosts);
  const thumbprint = finding.signer === undefined ? undefined : thumbprintOfDid(finding.signer);
  const chain = thumbprint === undefined ? undefined : (await key(thumbprint))?.chain;
  const cited = chain && { origin: reader.origin, head: hexEncode(chain.head), events: chain.length };
  return verdictBodyOf(form, finding, cited ?? null);
}

/** What comes with evidence: what it claims of whom, and where it stands in the log. */
export type Filed = Pick<CaseForm, "id" | "provider" | "claim" | "filedIn" | "filedAt">;

/** The checks over evidence by what the log had when it came, held against what came with it. */
export async function findingOf(
  filed: Filed,
  bytes: Uint8Array,
  reader: CaseReader,
  hosts: CheckFacts["hosts"],
): Promise<BundleFinding> {
  // Without machines first: what the log must be asked for is found in milliseconds.
  const facts = await whenKnown(async (ask) => {
    const known = factsOf(filed, reader, ask);
    await checkBundle(bytes, known);
    return known;
  });
  const found = await checkBundle(bytes, hosts === undefined ? facts : { ...facts, hosts });
  return { ...found, ...heldAgainst(filed, found, facts) };
}

function factsOf(form: Filed, reader: CaseReader, ask: Ask): CheckFacts {
  const keyOf = (thumbprint: string) => ask(`key ${thumbprint}`, () => reader.key(thumbprint))?.form;
  const keys = (thumbprint: string) => {
    const published = keyOf(thumbprint)?.publicKey;
    return published === undefined ? undefined : publicKeyOfDid(published);
  };
  return {
    filed: { index: form.filedIn, at: parseInstant(form.filedAt) as Instant },
    trust: { logVkey: reader.logVkey, keys, ...(reader.raw === undefined ? {} : { raw: reader.raw }) },
    historyOf: (publicKey) => {
      const key = keyOf(thumbprintOfDid(publicKey) ?? "");
      return key === undefined ? null : historyOfKey(key);
    },
    definitionOf: (hash) => ask(`definition ${hash}`, () => reader.definition(hash)),
    pricesOf: () => ask("prices", () => reader.prices(form.provider)),
    effectOf: (statement) => ask(`effect ${statement}`, () => reader.effect(statement)),
    caseOf: (fault) => {
      const first = ask(`fault ${fault}`, () => reader.firstCase(fault)) ?? null;
      return first === form.id ? null : first;
    },
    similarCases: (definition) => ask(`others ${definition}`, () => reader.others(definition)) ?? 0,
  };
}

/** Whether the report says what its bundle says: of which kind, and against whom. */
function heldAgainst(form: Filed, { checks, bundle }: BundleFinding, facts: CheckFacts): Partial<BundleFinding> {
  if (bundle === undefined) return {};
  const failed = (name: string, reason: string) => {
    const changed = checks.map((check): Check => (check.name === name ? { name, outcome: "fail", reason } : check));
    return { checks: changed, verdict: verdictOf(changed, form.claim) };
  };
  if (bundle.claim.kind !== form.claim) return failed("form", "wrong-claim");
  const { provider } = bundle.subject;
  const accused = provider.startsWith("did:") ? namedBy(provider as Did, facts) : provider;
  return accused === form.provider ? {} : failed("key", "wrong-party");
}

function namedBy(publicKey: Did, facts: CheckFacts): string {
  const owner = ownerThen(facts, publicKey);
  return owner?.startsWith("prv_") ? owner : providerIdOfKey(publicKey);
}

function withheldFinding(form: CaseForm): BundleFinding {
  const checks = BUNDLE_CHECKS.map(
    (name): Check =>
      name === "form" ? { name, outcome: "cannot-check", reason: "withheld" } : { name, outcome: "not-run" },
  );
  return { checks, verdict: verdictOf(checks, undefined), t: parseInstant(form.filedAt) as Instant };
}

function verdictBodyOf(form: CaseForm, finding: BundleFinding, keyHistory: HistoryCited | null): VerdictBody {
  const { t, definition = null, state = null, signer = null } = finding;
  const fault = finding.fault ?? peoplesFault(form);
  const faultId = fault?.id ?? null;
  const checks = finding.checks.map(({ name, outcome, reason }) => ({
    name,
    outcome,
    ...(reason === undefined ? {} : { reason }),
  }));
  return {
    ...settle(verdictOf(checks as readonly Check[], form.claim)),
    rules: BUNDLE_RULES,
    bundle: form.bundle,
    faultId,
    faultGroup: fault?.group ?? null,
    t: formatInstant(t),
    signer,
    keyHistory: keyHistory && { ...keyHistory },
    definition,
    state,
    inputs: inputsHash({ faultId, commit: form.bundle, keyHistory, t, definition, state }),
    checks,
  };
}

/** What people judge is named by the report itself. */
function peoplesFault({ claim, provider, bundle, filedAt }: CaseForm): BundleFinding["fault"] {
  if (isMachineDecided(claim)) return undefined;
  const id = faultIdOf({ kind: claim as "slow", provider, parts: [bundle] });
  return { id, group: faultGroupOf(provider, claim, null, parseInstant(filedAt) as Instant) };
}
