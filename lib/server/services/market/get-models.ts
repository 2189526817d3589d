import type { AsOf } from "#lib/contract/common.ts";
import type { ModelsView } from "#lib/contract/models.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { findModel } from "#lib/reputation/model.ts";
import type { ActivatedModel, ModelForm } from "#lib/state/governance/model-forms.ts";
import { activatableFrom } from "#lib/state/reducers/model.ts";
import type { Ctx } from "../context.ts";
import { readAggregate } from "../state/read-aggregates.ts";

const NONE: ModelsView = { active: null, announced: [], history: [], constants: null, slot: null };

/** Errors: `gone`. */
export async function getModels(ctx: Ctx, size?: number): Promise<{ data: ModelsView; as_of: AsOf }> {
  const { data, as_of } = await readAggregate(ctx, "model", size);
  return { data: data?.form.aggregate === "model" ? viewOf(data.form) : NONE, as_of };
}

function viewOf(form: ModelForm): ModelsView {
  const { active, announced, history, slot } = form;
  const constants = active === null ? undefined : findModel(active.hash);
  return {
    active: active && activation(active),
    announced: announced.map((one) => ({
      ...{ hash: one.hash, name: one.model, code_sha256: one.codeSha256, rule_sha256: one.ruleSha256 },
      ...{ entry: one.entry, at: one.at, not_before: formatInstant(activatableFrom(form, one)) },
    })),
    history: history.map(activation),
    constants: constants === undefined ? null : { ...constants },
    slot,
  };
}

function activation({ hash, entry, at }: ActivatedModel) {
  return { hash, name: findModel(hash)?.name ?? null, entry, at };
}
