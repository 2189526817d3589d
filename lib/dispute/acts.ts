/** Who has something to say in a case, and what: the names that the table of the machine, and all who ask it, go by. */

/** Who acts. `accused`: whoever runs the provider, or a member for answers. `anyone`: with any did:key. */
export const ROLES = ["reporter", "accused", "maintainer", "index", "admins", "anyone"] as const;
export type Role = (typeof ROLES)[number];

/**
 * What somebody says, by its kind and what tells one of it from another; `clock:<transition>` is what time makes due, which
 * a `clock.record` only notes.
 */
export const ACTS = [
  "verdict",
  "response.file/contest",
  "response.file/extension",
  "response.file/admission",
  "evidence.attach",
  "report.withdraw",
  "draw.reveal",
  "case.draw",
  "panel.accept",
  "panel.decline",
  "panel.recuse",
  "vote.commit",
  "vote.reveal",
  "ruling",
  "appeal.file",
  "case.reopen",
  "clock:silence",
  "clock:rule",
  "clock:close",
  "clock:expire",
  "clock:seats",
  "clock:votes",
  "clock:reveals",
  "clock:hand-over",
  "clock:final",
] as const;
export type Act = (typeof ACTS)[number];
