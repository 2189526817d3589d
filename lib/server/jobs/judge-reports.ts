/**
 * Judges reports that were filed: the fourteen checks over the evidence, with two hosts for code, and the verdict into the
 * log. The state itself is the list of what is to do: run as often as one likes, and after a stop at any point. A verdict
 * that the fold did not take, since the key's history went on meanwhile, leaves the case filed, and so to be judged again.
 * A case that is held since its definition is suspected is judged again when that alarm is over, which time alone can end.
 */
import type pg from "pg";
import { parseBundle } from "#lib/evidence/bundle/bundle.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import type { Host } from "#lib/evidence/definition/admission.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import type { Random } from "#lib/kernel/clock.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import { caseReader } from "#lib/server/services/case/case-reader.ts";
import { readPublicPart } from "#lib/server/services/case/read-known-definition.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import { judgeCase } from "#lib/state/case/judge-case.ts";
import { DefinitionPending } from "#lib/state/definition-then.ts";
import type { IndexForm } from "#lib/state/forms.ts";
import type { VerdictBody } from "#lib/statement/evidence-bodies.ts";
import { readCasesToJudge } from "./cases-to-judge.ts";
import { JudgingTimes, judgingOrder, NamedDefinitions } from "./judging-order.ts";
import { isOnItsWay, readNewestForm, type StatementSigner, submitOwn } from "./own-statement.ts";

/** Looked at for each run. */
const LOOKED_AT = 200;
/** In one run; the next one comes within a minute, or with the next entry, and sees what came meanwhile. */
const AT_ONCE = 50;
const RUN_MS = 20_000;

/** What this process learnt of definitions while it judged. */
const times = new JudgingTimes();
const named = new NamedDefinitions();

/** Reasons of a machine's day, and not of the evidence: tried once more before they are said. */
const OF_THE_MACHINE: ReadonlySet<string> = new Set(["timeout", "crash"]);
const AWAY = "runtime-unavailable";

export type JudgeMeans = {
  readonly hosts: readonly Host[];
  readonly signer: StatementSigner;
  readonly random: Random;
  /** Told of a case that could not be judged now; the others go on. */
  readonly onFailure?: (id: string, error: unknown) => void;
};

export type Judged = { readonly id: string; readonly verdict: string; readonly reason: string | null };

/** What was submitted. Nothing while the index does not sign. */
export async function judgeReports(pool: pg.Pool, means: JudgeMeans, receivedAt: Instant): Promise<Judged[]> {
  const { signer, random, onFailure = () => undefined } = means;
  const head = await readHead(pool);
  const index = head.health === "ok" ? await readNewestForm(pool, "index") : undefined;
  if (index?.aggregate !== "index") return [];
  const judged: Judged[] = [];
  const begunMs = nowMs();
  const forms = await readCasesToJudge(pool, head.now, LOOKED_AT);
  let waiting = await named.of(forms, (form) => definitionNamedBy(pool, form));
  for (let tried = 0; tried < AT_ONCE && nowMs() < begunMs + RUN_MS; tried++) {
    const [next, ...others] = judgingOrder(waiting, (definition) => times.of(definition, nowMs()));
    if (next === undefined) break;
    waiting = others;
    const { form, definition } = next;
    const startMs = nowMs();
    try {
      if (await isOnItsWay(pool, ['"kind":"verdict"', `"subject":"${form.id}"`])) continue;
      const body = await judge(pool, index, form, means.hosts);
      if (body === undefined || isSaid(form, body)) continue;
      const speaker = { signer, issuer: index.issuer, now: (await readHead(pool)).now, receivedAt, random };
      await submitOwn(pool, speaker, { kind: "verdict", subject: form.id, body: body as unknown as JsonObject });
      judged.push({ id: form.id, verdict: body.verdict, reason: body.reason });
    } catch (error) {
      // What cannot be judged now must not stop those behind it.
      if (!(error instanceof DefinitionPending)) onFailure(form.id, error);
    } finally {
      times.add(definition, nowMs() - startMs, nowMs());
    }
  }
  return judged;
}

const nowMs = (): number => performance.now();

/** Of the definition by whose code the evidence would be judged; null when it names none. */
async function definitionNamedBy(pool: pg.Pool, { bundle }: CaseForm): Promise<string | null> {
  const bytes = await readPublicPart(pool, bundle);
  const read = bytes === undefined ? undefined : parseBundle(bytes);
  const [exchange] = read?.ok === true ? read.value.exchanges : [];
  return exchange === undefined ? null : (readAnswer(exchange).heads?.response.definition ?? null);
}

/** Undefined while a machine is away: then nothing is said of the case yet. */
async function judge(
  pool: pg.Pool,
  index: IndexForm,
  form: CaseForm,
  [local, second]: readonly Host[],
): Promise<VerdictBody | undefined> {
  const bytes = await readPublicPart(pool, form.bundle);
  const reader = caseReader(pool, index, form, (await readHead(pool)).now);
  const hosts: CheckFacts["hosts"] = local && { local, ...(second === undefined ? {} : { second }) };
  const first = await judgeCase(form, bytes, reader, hosts);
  const body =
    first.reason !== null && OF_THE_MACHINE.has(first.reason) ? await judgeCase(form, bytes, reader, hosts) : first;
  return body.checks.some(({ reason }) => reason === AWAY) ? undefined : body;
}

/** A verdict that a held case has already would be void. */
function isSaid({ verdict }: CaseForm, { verdict: found, reason }: VerdictBody): boolean {
  return verdict !== null && verdict.verdict === found && verdict.reason === reason;
}
