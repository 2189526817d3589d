import { suspicionKey } from "#lib/state/case-forms.ts";
import { othersAccused } from "#lib/state/case-suspicion.ts";
import type { DefinitionForm } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { readForms } from "../state/read-aggregates.ts";

export type SuspectedDefinition = {
  readonly form: DefinitionForm;
  /** Its newest version is suspected: so many are accused under it that further cases wait. */
  readonly suspected: boolean;
  /** Providers accused under its newest version. */
  readonly accused: number;
};

/** Definitions with what is suspected of their newest version at a size, in their order. */
export async function withSuspicions(
  ctx: Ctx,
  forms: readonly DefinitionForm[],
  size: number,
): Promise<SuspectedDefinition[]> {
  const keys = forms.flatMap(({ versions }) => versions.slice(0, 1).map(({ hash }) => suspicionKey(hash)));
  const suspicions = new Map(
    (await readForms(ctx, keys, size)).flatMap((form) =>
      form.aggregate === "suspicion" ? [[form.definition, form] as const] : [],
    ),
  );
  return forms.map((form) => {
    const suspicion = suspicions.get(form.versions[0]?.hash ?? "");
    return {
      form,
      suspected: suspicion?.frozen ?? false,
      accused: suspicion === undefined ? 0 : othersAccused(suspicion, ""),
    };
  });
}
