import { expect, test } from "vitest";
import type { EntryIndex, Thumbprint } from "#lib/kernel/ids.ts";
import { knownSentence, missingOf } from "./provider-summary.ts";

const proven = { proven: true };
const beat = {
  heartbeat: { beats: 2, last: { entry: 7 as EntryIndex, loggedAt: "", cadenceHours: 6, softwareVersion: "1" } },
};
const nothing = { proven: false, heartbeat: null, kind: "service" as const, identity: "never" as const, keys: [] };
const responseKey = { purpose: "response" as const, thumbprint: "t" as Thumbprint };

test("a provider that shows nothing is told so, and misses everything", () => {
  expect(knownSentence(nothing)).toBe(
    "This service has not proved that it is what it is called and does not say who answers for it. It has sent no sign of life.",
  );
  expect(missingOf(nothing).map(({ id }) => id)).toEqual(["name", "identity", "heartbeat", "response-key"]);
});

test("a provider that shows all misses nothing", () => {
  const all = {
    ...nothing,
    ...proven,
    ...beat,
    kind: "instance" as const,
    identity: "ok" as const,
    keys: [responseKey],
  };
  expect(knownSentence(all)).toBe(
    "This instance has proved its name and says who answers for it. It has sent 2 signed signs of life.",
  );
  expect(missingOf(all)).toEqual([]);
});

test("an identity that ended counts as missing, in other words than one that never was", () => {
  for (const identity of ["stale", "long-stale"] as const)
    expect(missingOf({ ...nothing, identity }).map(({ title }) => title)).toContain("A current identity");
});
