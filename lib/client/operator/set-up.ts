/**
 * The five steps of a new operator, derived from what this browser holds and what the log says. Derived, never stored:
 * a step is done because the thing is there, so a reload, another tab or a restored key shows the same place.
 */

export type SetUpFacts = {
  /** This browser holds the key that would sign. */
  readonly holdsKey: boolean;
  readonly signedIn: boolean;
  readonly spare: "saved" | "skipped" | "open";
  /** The log has a participant for the account. */
  readonly registered: boolean;
  readonly providers: readonly { readonly id: string; readonly name: string; readonly hasIdentity: boolean }[];
};

export const SET_UP_STEPS = ["key", "spare", "register", "provider", "identity"] as const;
export type SetUpStepId = (typeof SET_UP_STEPS)[number];

export type SetUpStepState = "done" | "skipped" | "now" | "later";
export type SetUpStep = { readonly id: SetUpStepId; readonly state: SetUpStepState };

function isDone(id: SetUpStepId, facts: SetUpFacts): boolean {
  switch (id) {
    case "key":
      // Who is registered or signed in had a key; when this browser lost it, the missing-key card says how to go on.
      return facts.holdsKey || facts.registered || facts.signedIn;
    case "spare":
      return facts.spare === "saved" || (facts.registered && facts.spare === "skipped");
    case "register":
      return facts.registered && facts.signedIn;
    case "provider":
      return facts.providers.length > 0;
    case "identity":
      return facts.providers.some((provider) => provider.hasIdentity);
  }
}

/** Exactly one step is "now" until all are done; a skipped spare key does not hold the others up. */
export function setUpSteps(facts: SetUpFacts): SetUpStep[] {
  let found = false;
  return SET_UP_STEPS.map((id) => {
    if (id === "spare" && facts.spare === "skipped" && !found) return { id, state: "skipped" };
    if (isDone(id, facts)) return { id, state: "done" };
    if (found) return { id, state: "later" };
    found = true;
    return { id, state: "now" };
  });
}

export function isSetUp(facts: SetUpFacts): boolean {
  return setUpSteps(facts).every((step) => step.state === "done" || step.state === "skipped");
}
