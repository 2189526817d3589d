/**
 * What an index says that its own machines found, once more from the public parts: whether a definition's tests came out
 * (`definition.admit`), and whether an attached answer is right (`peer.observation` of the type `re-execution`). Beside
 * verdicts (`rerun-verdicts.ts`), and within limits: neither hurts anybody as a false verdict does.
 */
import { admit, type Host } from "#lib/evidence/definition/admission.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { AdmissionCheckName, DefinitionAdmitBody } from "#lib/statement/definition.ts";
import type { ReExecutionBody } from "#lib/statement/observations.ts";
import type { AuditedEntry } from "./audit.ts";
import { CaseHistory, isReExecution, type ReadPart } from "./case/history.ts";
import { type CannotCheck, OF_THE_MACHINE, type RerunMeans } from "./case/rerun-verdicts.ts";
import { DefinitionPending, publishedBy } from "./definition-then.ts";
import { type Found, runAttached } from "./run-attached.ts";

/** Of each kind, the newest at one visit; what agreed at an earlier one is not run again. */
export const RERUN_MOST = 500;
/** Entries between an attachment and what was found of it at which the log said something new of what decides. */
const LOOKED_AT = 50;

type Means = Pick<RerunMeans, "index" | "trust" | "part" | "hosts" | "from">;
type Again = { readonly outcome: "agrees" } | { readonly outcome: "differs"; readonly found: string } | Unchecked;
type Unchecked = { readonly outcome: "cannot-check"; readonly reason: CannotCheck; readonly detail: string };

const AWAY: Unchecked = {
  outcome: "cannot-check",
  reason: "runtime-unavailable",
  detail: "code cannot be run on this machine.",
};
const WITHHELD: Unchecked = {
  outcome: "cannot-check",
  reason: "part-withheld",
  detail: "a part on which it rests is not there to be read.",
};
const MACHINE: Unchecked = {
  outcome: "cannot-check",
  reason: "machine",
  detail: "one of the machines may have been short of time or memory.",
};

/** One check over what definitions' tests gave, one over attached answers. Errors: those of `part`. */
export async function rerunFound(entries: readonly AuditedEntry[], means: Means): Promise<Check[]> {
  const history = new CaseHistory(entries);
  const said = entries.filter(({ effect }) => effect.status === "effective");
  const admitted = said.filter(({ parsed }) => parsed.statement.kind === "definition.admit");
  const ran = said.filter(({ parsed }) => isReExecution(parsed.statement));
  return [
    await checkAll("admissions", admitted, means, (entry) => rerunAdmission(entries, history, entry, means)),
    await checkAll("re-executions", ran, means, (entry) => rerunAttached(entries, history, entry, means)),
  ];
}

async function checkAll(
  name: "admissions" | "re-executions",
  said: readonly AuditedEntry[],
  { from = 0 }: Means,
  rerun: (entry: AuditedEntry) => Promise<Again>,
): Promise<Check> {
  const due = said.filter(({ index }) => index >= from);
  const looked = due.slice(-RERUN_MOST);
  let first: (Unchecked & { readonly index: EntryIndex }) | undefined;
  for (const entry of looked) {
    const again = await rerun(entry);
    if (again.outcome === "differs") {
      const detail = `Entry ${entry.index} says otherwise: a run on this machine gives ${again.found}.`;
      return { name, outcome: "fail", reason: "wrong-run", detail };
    }
    if (again.outcome === "cannot-check") first ??= { ...again, index: entry.index };
  }
  if (first !== undefined)
    return { name, outcome: "cannot-check", reason: first.reason, detail: `Entry ${first.index}: ${first.detail}` };
  const left = due.length - looked.length;
  const older = left === 0 ? "" : `; ${left} older ones were left out`;
  return { name, outcome: "pass", detail: `${said.length - left} follow from what everybody can read${older}` };
}

/** Refusals that a bad day of a machine cannot bring about. */
const OF_THE_DOCUMENT: ReadonlySet<AdmissionCheckName> = new Set([
  "code-present",
  "state-present",
  "input-covered",
  "can-be-wrong",
]);

async function rerunAdmission(
  entries: readonly AuditedEntry[],
  history: CaseHistory,
  { index, parsed, touched }: AuditedEntry,
  { hosts, part, index: form }: Means,
): Promise<Again> {
  const body = parsed.statement.body as unknown as DefinitionAdmitBody;
  const published = touched
    .flatMap(({ form: each }) => (each.aggregate === "definition" ? each.versions : []))
    .find(({ hash }) => hash === body.definition);
  const entry = entries.find((each) => each.index === published?.entry);
  if (entry === undefined) return { outcome: "agrees" };
  let isGone = false;
  const { definition, material } = await publishedBy(entry.parsed.statement, async (commit) => {
    const isPublic = history.isPublicAt(commit, index, form);
    const bytes = isPublic ? await part(commit) : undefined;
    isGone ||= isPublic && bytes === undefined;
    return bytes;
  });
  if (isGone) return WITHHELD;
  const machines: Host[] = [hosts?.local, hosts?.second].filter((host) => host !== undefined);
  const found = await admit(definition, material, machines);
  if (found === undefined) return AWAY;
  const outcome = found.admitted ? "admitted" : "refused";
  const isSame = outcome === body.outcome && (found.failed ?? null) === (body.failed ?? null);
  if (isSame && (found.results ?? null) === (body.results ?? null)) return { outcome: "agrees" };
  const isTired = found.outcomes.some(
    ({ wanted, seen }) => seen !== wanted && OF_THE_MACHINE.has(seen.split(":")[1] ?? ""),
  );
  // Of its own runs the index says only a hash: a refusal by tests may be its machine's, as one here may be this one's.
  const mayBeTheirs = body.outcome === "refused" && body.failed !== undefined && !OF_THE_DOCUMENT.has(body.failed);
  if (isTired || mayBeTheirs) return MACHINE;
  return { outcome: "differs", found: found.failed === undefined ? outcome : `${outcome} (${found.failed})` };
}

async function rerunAttached(
  entries: readonly AuditedEntry[],
  history: CaseHistory,
  { index, parsed }: AuditedEntry,
  { hosts, part, trust, index: form }: Means,
): Promise<Again> {
  const { evidence, outcome, reason, exchange, signedAt } = parsed.statement.body as unknown as ReExecutionBody;
  const attached = entries.find((each) => each.parsed.hash === evidence);
  const [bundle] = attached?.parsed.statement.parts ?? [];
  if (attached === undefined || bundle === undefined) return { outcome: "agrees" };
  const { statement, hash } = attached.parsed;
  const last = {
    statement: hash,
    bundle: bundle.commit,
    entry: attached.index,
    loggedAt: formatInstant(attached.loggedAt),
    found: null,
  };
  const filed = { provider: statement.subject as ProviderId, filedIn: attached.index };
  let isGone = false;
  const readable: ReadPart = async (commit) => {
    const bytes = history.isPublicAt(commit, index, form) ? await part(commit) : undefined;
    isGone ||= bytes === undefined;
    return bytes;
  };
  const runAt = async (at: EntryIndex): Promise<Found | undefined> => {
    const reader = history.readerAt({ index: at, form: filed }, form, trust, readable);
    try {
      return await runAttached({ provider: filed.provider, last }, await readable(last.bundle), reader, hosts);
    } catch (error) {
      if (!(error instanceof DefinitionPending)) throw error;
      return undefined;
    }
  };
  let found: Found | undefined;
  // The index looked somewhere between: whatever the log said at one of these entries it may have found.
  for (const at of decidingEntries(entries, attached.index, index)) {
    found = await runAt(at);
    if (found?.reason === "runtime-unavailable") return AWAY;
    const isSame = found?.outcome === outcome && found.reason === reason;
    if (isSame && found?.exchange === exchange && found.signedAt === signedAt) return { outcome: "agrees" };
  }
  if (isGone) return WITHHELD;
  if ([reason, found?.reason ?? null].some((each) => OF_THE_MACHINE.has(each ?? ""))) return MACHINE;
  const why = found?.reason ?? null;
  return { outcome: "differs", found: `${found?.outcome ?? "nothing yet"}${why === null ? "" : ` (${why})`}` };
}

/** The entry of what was found, and those before it behind which something of keys, definitions or cases was new. */
function decidingEntries(entries: readonly AuditedEntry[], after: EntryIndex, last: EntryIndex): EntryIndex[] {
  const between = entries
    .filter(
      ({ index, touched }) => index > after && index < last && touched.some(({ form }) => DECIDES.has(form.aggregate)),
    )
    .map(({ index }) => index);
  return [last, ...between.toReversed().slice(0, LOOKED_AT)];
}

const DECIDES: ReadonlySet<string> = new Set(["key", "definition", "suspicion", "fault"]);
