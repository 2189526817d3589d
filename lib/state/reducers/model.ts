/** model.announce and model.activate: by which constants marks are computed, said long before it is so. */
import { addMs, asInstant, DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { ModelActivateBody, ModelAnnounceBody } from "#lib/statement/model-bodies.ts";
import {
  type ActivatedModel,
  type AnnouncedModel,
  MODELS_ANNOUNCED,
  MODELS_KEPT,
  type ModelForm,
} from "../governance/model-forms.ts";
import type { Reducer } from "../reducer.ts";
import { modelOf } from "../view.ts";

/** Between announcement and activation, but for the first model. */
export const MODEL_NOTICE_MS = 14 * DAY_MS;

/** The model file and the report of what it would change, for everybody to read. */
const PARTS = 2;

const NO_MODEL: ModelForm = { aggregate: "model", active: null, announced: [], history: [], slot: null };

export const announceModel: Reducer = (view, { index, statedIn = index, loggedAt, statement, hash: slot }) => {
  const before = modelOf(view) ?? NO_MODEL;
  const { parts = [] } = statement;
  if (parts.length !== PARTS || parts.some(({ visibility }) => visibility !== "public")) return "guard";
  const { model, hash, codeSha256, ruleSha256, from } = statement.body as ModelAnnounceBody;
  if (before.active?.hash === hash || before.announced.some((one) => one.hash === hash)) return "already-exists";
  const at = formatInstant(loggedAt);
  const announced: AnnouncedModel = {
    ...{ model, hash, codeSha256, ruleSha256, at },
    from: from ?? null,
    entry: statedIn,
  };
  const all = [...before.announced, announced].slice(-MODELS_ANNOUNCED);
  return new Map([["model", { ...before, announced: all, slot }]]);
};

export const activateModel: Reducer = (view, { index, loggedAt, statement, hash: slot }) => {
  const before = modelOf(view);
  const { hash } = statement.body as ModelActivateBody;
  const announced = before?.announced.find((one) => one.hash === hash);
  if (before === undefined || announced === undefined || loggedAt < activatableFrom(before, announced)) return "guard";
  const active = { hash, entry: index, at: formatInstant(loggedAt) };
  const form: ModelForm = {
    ...before,
    active,
    announced: before.announced.filter((one) => one !== announced),
    history: [...before.history, active].slice(-MODELS_KEPT),
    slot,
  };
  return new Map([["model", form]]);
};

/** Before this time an activation is void. The first replaces none, so that nobody need be warned. */
export function activatableFrom(
  { active }: Pick<ModelForm, "active">,
  { at, from }: Pick<AnnouncedModel, "at" | "from">,
): Instant {
  const announcedAt = recordedInstant(at);
  const stated = recordedInstant(from ?? at);
  if (active === null) return stated;
  return asInstant(Math.max(stated, addMs(announcedAt, MODEL_NOTICE_MS)));
}

/** Times of forms were read from statements: they are well formed. */
function recordedInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`A form holds the time ${text}.`);
  return instant;
}

/** The model that genesis names counts as activated there. */
export function modelOfGenesis(active: ActivatedModel): ModelForm {
  return { ...NO_MODEL, active, history: [active] };
}
