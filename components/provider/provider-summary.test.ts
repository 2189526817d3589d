import { expect, test } from "vitest";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { knownSentence } from "./provider-summary.ts";

const proven = { proven: true };
const beat = {
  heartbeat: {
    beats: 2,
    last: { entry: 7 as EntryIndex, loggedAt: "", cadenceHours: 6, softwareVersion: "1" },
    run: null,
    armedSince: null,
    disarmedFrom: null,
    silences: [],
  },
};
const nothing = { proven: false, heartbeat: null, kind: "service" as const, identity: "never" as const };

test("a provider that shows nothing is told so", () => {
  expect(knownSentence(nothing)).toBe(
    "This service has not proved that it is what it is called and does not say who answers for it. It has sent no sign of life.",
  );
});

test("a provider that shows all is told so", () => {
  expect(knownSentence({ ...nothing, ...proven, ...beat, kind: "instance", identity: "ok" })).toBe(
    "This instance has proved its name and says who answers for it. It has sent 2 signed signs of life.",
  );
});
