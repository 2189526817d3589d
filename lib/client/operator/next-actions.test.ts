import { describe, expect, test } from "vitest";
import { asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import { nextActions } from "./next-actions.ts";

const now = asInstant(Date.UTC(2026, 10, 22, 10));
const day = (offset: number) => formatInstant(asInstant(now + offset * DAY_MS));
const participant = { nextKeyDigest: "ab", recoveryKey: null } as ParticipantForm;

function provider(name: string, life?: { from: number; until: number }): ProviderForm {
  const identity = life && { effectiveAt: day(life.from), expiresAt: day(life.until) };
  const names = { provenBy: ["did:key:z6Mk"], domain: null };
  return { id: `prv_${name}`, name, ...names, disclosures: identity ? { identity } : {} } as unknown as ProviderForm;
}

const titles = (providers: ProviderForm[], facts: { holdsKey?: boolean; participant?: ParticipantForm } = {}) =>
  nextActions({ now, participant, holdsKey: true, providers, ...facts }).map((action) => action.title);

describe("next actions", () => {
  test("none while everything is in date and the spare key is saved", () => {
    expect(titles([provider("A", { from: -10, until: 355 })])).toEqual([]);
  });

  test("renewal is asked for in the last fifth of a disclosure's life, and after it", () => {
    expect(titles([provider("A", { from: -291, until: 74 })])).toEqual([]);
    expect(titles([provider("A", { from: -292, until: 73 })])).toEqual(["Renew the identity of A"]);
    const [late] = nextActions({
      now,
      participant,
      holdsKey: true,
      providers: [provider("A", { from: -400, until: -1 })],
    });
    expect(late?.why).toBe("It shows as stale since 2026-11-21. The gap stays visible.");
  });

  test("a name that nothing proves is asked for", () => {
    const named = provider("A", { from: -10, until: 355 });
    const never = { seen: null, missed: null };
    expect(titles([{ ...named, provenBy: [], names: { dns: never, file: never } }])).toEqual(["Prove the name of A"]);
  });

  test("a lost key, a missing spare key and a missing identity come before a renewal, and five are the most", () => {
    const due = provider("due", { from: -360, until: 5 });
    expect(titles([due, provider("new")])).toEqual(["Publish who runs new", "Renew the identity of due"]);
    const noSpare = { ...participant, nextKeyDigest: null };
    expect(titles([due], { participant: noSpare })[0]).toBe("Save a spare key");
    expect(titles([due], { participant: noSpare, holdsKey: false })[0]).toBe("Bring your signing key here");
    expect(titles(Array.from({ length: 9 }, (_, at) => provider(`p${at}`)))).toHaveLength(5);
  });
});
