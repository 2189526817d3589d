import type { AsOf } from "#lib/contract/common.ts";
import type { DefinitionVersionView } from "#lib/contract/definitions.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { participantOf } from "#lib/state/view.ts";
import { type Definition, definitionSchema } from "#lib/statement/definition.ts";
import type { CaseSummary } from "../case/case-view.ts";
import { listCases } from "../case/list-cases.ts";
import type { Ctx } from "../context.ts";
import { getPart } from "../log/get-part.ts";
import { isServiceError, ServiceError } from "../service-error.ts";
import { getDefinition } from "./get-definition.ts";
import { getDefinitionVersion } from "./get-definition-version.ts";
import { type AgreementRow, readAgreement } from "./read-agreement.ts";
import { type SuspectedDefinition, withSuspicions } from "./read-suspicions.ts";

const CASES_SHOWN = 20;

export type DefinitionPageFacts = SuspectedDefinition & {
  readonly publisherName: string | undefined;
  /** The newest version as it was published. */
  readonly version: DefinitionVersionView;
  readonly document: Definition;
  /** Undefined: it has none, it is withheld, or it is no UTF-8 text. */
  readonly code: string | undefined;
  /** Under any version that is kept, newest first. */
  readonly cases: readonly CaseSummary[];
  /** Versions with cases, newest first, where there are more than are shown; else empty. */
  readonly moreUnder: readonly string[];
  /** Services whose answers under it were run again. */
  readonly agreement: readonly AgreementRow[];
  readonly asOf: AsOf;
};

/** A definition with its newest document, its code as text, and the cases under it. Errors: `not-found`. */
export async function readDefinition(ctx: Ctx, id: string): Promise<DefinitionPageFacts> {
  const { data, as_of: asOf } = await getDefinition(ctx, id);
  const { form } = data;
  const newest = form.versions[0]?.hash ?? "";
  const { data: version } = await getDefinitionVersion(ctx, id, newest);
  const [[suspected], reported, code, publisherName, agreement] = await Promise.all([
    withSuspicions(ctx, [form], asOf),
    readCases(
      ctx,
      form.versions.map(({ hash }) => hash),
      asOf,
    ),
    version.code === null ? undefined : readText(ctx, version.code.commit),
    ctx.forms.ask((view) => participantOf(view, form.publisher)?.displayName),
    readAgreement(ctx, form, asOf),
  ]);
  if (suspected === undefined) throw new ServiceError("not-found", `No definition ${id} is published.`);
  return { ...suspected, ...reported, agreement, publisherName, version, document: documentOf(version), code, asOf };
}

function documentOf({ document }: DefinitionVersionView): Definition {
  return definitionSchema.parse(document);
}

async function readCases(ctx: Ctx, hashes: readonly string[], { size }: AsOf) {
  const lists = await Promise.all(
    hashes.map((definition) => listCases(ctx, { definition, limit: CASES_SHOWN, as_of: size })),
  );
  const all = lists.flatMap(({ data }) => data).toSorted((a, b) => b.filed_in - a.filed_in);
  const isCut = all.length > CASES_SHOWN || lists.some(({ page }) => page.next_cursor !== null);
  const moreUnder = isCut ? hashes.filter((_, at) => (lists[at]?.data.length ?? 0) > 0) : [];
  return { cases: all.slice(0, CASES_SHOWN), moreUnder };
}

async function readText(ctx: Ctx, commit: string): Promise<string | undefined> {
  try {
    return utf8Decode((await getPart(ctx, commit)).bytes);
  } catch (error) {
    if (isServiceError(error) && (error.code === "gone" || error.code === "not-found")) return undefined;
    throw error;
  }
}
