import { expect, test } from "vitest";
import type { SessionView } from "#lib/contract/accounts.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { KeyForm } from "#lib/state/forms.ts";
import { whereElse, whyEnded } from "./elsewhere.ts";

const session = (created_at: string, user_agent: string, current = false) =>
  ({ created_at, user_agent, current }) as SessionView;
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const here = session("2026-11-22T10:00:00.000Z", firefox, true);

test("another open session says where the key lives, the oldest first", () => {
  const sessions = [here, session("2026-03-07T10:00:00.000Z", firefox), session("2026-03-03T10:00:00.000Z", firefox)];
  expect(whereElse(sessions)).toBe("Your key lives in Firefox on Linux since 3 March.");
});

test("only this session: the key was here and is gone", () => {
  expect(whereElse([here])).toContain("on 22 November, but this browser's key storage was cleared");
});

test("no session tells nothing", () => {
  expect(whereElse([])).toBeUndefined();
});

test("a key that retires while a page is open has ended at its second, and one that is not in the log has not", () => {
  const end = asInstant(1_790_000_000_000);
  const form = { state: "retiring", activeFrom: null, retirement: { retiresAt: formatInstant(end) } } as KeyForm;
  expect(whyEnded(form, asInstant(end - 1))).toBeUndefined();
  expect(whyEnded(form, end)).toContain("is retired");
  expect(whyEnded(null, end)).toBeUndefined();
});
