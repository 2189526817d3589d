/** One finding of the doctor. */
export type State = "ok" | "warn" | "fail";

export type Line = {
  readonly name: string;
  readonly state: State;
  /** What was found. */
  readonly detail: string;
  /** What to do; absent when nothing is. */
  readonly advice?: string;
};

export const ok = (name: string, detail: string): Line => ({ name, state: "ok", detail });
export const warn = (name: string, detail: string, advice: string): Line => ({ name, state: "warn", detail, advice });
export const fail = (name: string, detail: string, advice: string): Line => ({ name, state: "fail", detail, advice });
