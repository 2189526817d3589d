/** What an operator's next actions and next steps would change in the marks, computed in this browser. */
import type { Steps } from "#lib/disclosure/steps.ts";
import { unmetOf } from "#lib/disclosure/steps.ts";
import type { Duty } from "../operator/duties/duty.ts";
import { type Effect, effectOfRenewal, effectOfSteps, type Opened, openMarks } from "./preview-marks.ts";

/** `renewal`: on the day after its end, left or renewed. `step`: with all that the step needs, of which `left` are missing. */
export type DutyEffect =
  | { readonly kind: "renewal"; readonly effect: Effect; readonly day: number }
  | { readonly kind: "step"; readonly effect: Effect; readonly step: number; readonly left: number };

export type OperatorEffects = {
  /** By provider; none for one without marks here. */
  readonly nextStep: ReadonlyMap<string, Effect>;
  /** By the duty's id. */
  readonly duties: ReadonlyMap<string, DutyEffect>;
};

/** `steps` by provider. Rejects when the index cannot be read. */
export async function readOperatorEffects(
  duties: readonly Pick<Duty, "id" | "dueAt">[],
  steps: ReadonlyMap<string, Steps>,
): Promise<OperatorEffects> {
  const ids = [...steps.keys()];
  const opened = await Promise.all(ids.map(openMarks));
  const known = new Map(ids.flatMap((id, at): [string, Opened][] => (opened[at] ? [[id, opened[at]]] : [])));
  const each = <T>(read: (one: Opened, id: string) => T | undefined) =>
    new Map(
      [...known].flatMap(([id, one]): [string, T][] => {
        const found = read(one, id);
        return found === undefined ? [] : [[id, found]];
      }),
    );
  return {
    nextStep: each((one, id) => effectOfSteps(one, (steps.get(id)?.reached ?? 4) + 1)),
    duties: new Map(
      duties.flatMap((duty): [string, DutyEffect][] => {
        const [sort, id = "", what = ""] = duty.id.split(":");
        const one = known.get(id);
        const found = one === undefined ? undefined : effectOf(sort ?? "", what, duty, one, steps.get(id));
        return found === undefined ? [] : [[duty.id, found]];
      }),
    ),
  };
}

function effectOf(
  sort: string,
  what: string,
  { dueAt }: Pick<Duty, "dueAt">,
  opened: Opened,
  steps: Steps | undefined,
): DutyEffect | undefined {
  if (sort === "renewal" && dueAt !== undefined) {
    const effect = effectOfRenewal(opened, what, dueAt);
    return effect && { kind: "renewal", effect, day: effect.before.day };
  }
  const next = steps?.steps.find(({ number }) => number === steps.reached + 1);
  if (sort !== "step" || next === undefined) return undefined;
  const effect = effectOfSteps(opened, next.number);
  return effect && { kind: "step", effect, step: next.number, left: unmetOf(next).length };
}
