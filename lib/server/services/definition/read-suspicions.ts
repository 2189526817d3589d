import type { AsOf } from "#lib/contract/common.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { suspicionKey } from "#lib/state/case/case-forms.ts";
import { isFrozen, othersAccused } from "#lib/state/case/suspicion.ts";
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

/** Definitions with what is suspected of their newest version at a size and its time, in their order. */
export async function withSuspicions(
  ctx: Ctx,
  forms: readonly DefinitionForm[],
  { size, time }: AsOf,
): Promise<SuspectedDefinition[]> {
  const keys = forms.flatMap(({ versions }) => versions.slice(0, 1).map(({ hash }) => suspicionKey(hash)));
  const suspicions = new Map(
    (await readForms(ctx, keys, size)).flatMap((form) =>
      form.aggregate === "suspicion" ? [[form.definition, form] as const] : [],
    ),
  );
  const at = asInstant(Date.parse(time));
  return forms.map((form) => {
    const suspicion = suspicions.get(form.versions[0]?.hash ?? "");
    return {
      form,
      suspected: suspicion !== undefined && isFrozen(suspicion, at),
      accused: suspicion === undefined ? 0 : othersAccused(suspicion, "", at),
    };
  });
}
