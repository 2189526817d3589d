import type { DeskAct } from "./desk-keys.ts";

type BallotPlaceName = Extract<DeskAct, { kind: "ballot" }>["to"];

/**
 * Moves the focus to a question of the ballot on the page, or to Seal. Where that cannot be used yet, to the first that is
 * missing. False: no ballot is to be filled here.
 */
export function focusBallot(to: BallotPlaceName): boolean {
  const wanted = document.querySelector(`[data-ballot=${to}]`);
  const place = wanted === null || !canUse(wanted) ? firstMissing() : fieldOf(wanted);
  place?.focus();
  return place !== undefined && place !== null;
}

const canUse = (place: Element): boolean => !(place instanceof HTMLButtonElement) || !place.disabled;

function fieldOf(place: Element): HTMLElement | null {
  if (place instanceof HTMLElement && place.matches("button")) return place;
  return place.querySelector<HTMLElement>("input:checked") ?? place.querySelector<HTMLElement>("input");
}

function firstMissing(): HTMLElement | null | undefined {
  for (const question of document.querySelectorAll("[data-ballot]:not(button)")) {
    if (question.querySelector("input:checked") === null) return question.querySelector<HTMLElement>("input");
    const reason = question.querySelector("textarea");
    if (reason !== null && reason.value.trim() === "") return reason;
  }
  return undefined;
}
