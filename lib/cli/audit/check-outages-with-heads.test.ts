import { expect, test } from "vitest";
import { sha256 } from "#lib/kernel/hash.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, asInstant, type Instant, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { cosigner } from "#lib/log/cosignature.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { ListedHead } from "./check-log-times.ts";
import { checkOutagesWithHeads } from "./check-outages-with-heads.ts";

const seed = (name: string) => sha256(new TextEncoder().encode(name));
const log = ed25519NoteSigner("index.example/log", seed("log"));
const names = ["w1.example/w", "w2.example/w", "w3.example/w"];
const witness = (name: string, at: Instant) => cosigner(name, seed(name), Math.floor(at / SECOND_MS));
const root = sha256(new Uint8Array());
const from = asInstant(Date.UTC(2026, 10, 26, 10));
const to = addMs(from, 120 * MINUTE_MS);
const claim = { index: 7 as EntryIndex, from, to, loggedIn: undefined };
const policy: WitnessPolicy = {
  logs: [],
  witnesses: names.map((name) => ({ name, vkey: witness(name, from).vkey })),
  groups: [],
  quorum: "none",
};

/** A head that some witnesses cosigned at so many minutes after the beginning of the claimed outage. */
function head(minutes: number, by: readonly string[] = names): ListedHead {
  const text = formatCheckpoint({ origin: "index.example/log", size: 6, root });
  const at = addMs(from, minutes * MINUTE_MS);
  const note = signNote(text, [log, ...by.map((name) => witness(name, at))]);
  return { size: 6, root, earliest: note, latest: note };
}

const outcome = (heads: readonly ListedHead[], trusted: WitnessPolicy | undefined = policy, outages = [claim]) =>
  checkOutagesWithHeads({ outages }, heads, { vkey: log.vkey, policy: trusted });

test("a checkpoint that trusted witnesses cosigned within a claimed outage refutes it", () => {
  expect(outcome([head(-30), head(60)])).toMatchObject({ outcome: "fail", reason: "false-outage" });
  expect(outcome([head(60, names.slice(1))])).toMatchObject({ outcome: "fail" });
  expect(outcome([head(6)])).toMatchObject({ outcome: "fail" });
  expect(outcome([head(114)])).toMatchObject({ outcome: "fail" });
});

test("clocks may differ by five minutes, one witness of three convicts nobody, and strangers count for nothing", () => {
  for (const minutes of [-30, 0, 5, 115, 120, 150]) expect(outcome([head(minutes)]).outcome).toBe("pass");
  expect(outcome([head(60, names.slice(2))]).outcome).toBe("pass");
  expect(outcome([head(60, ["x.example/w", "y.example/w", "z.example/w"])]).outcome).toBe("pass");
  expect(outcome([head(60)], { ...policy, witnesses: [] }).outcome).toBe("pass");
  const refuted = { ...claim, loggedIn: 6 as EntryIndex };
  expect(checkOutagesWithHeads({ outages: [refuted] }, [], { vkey: log.vkey, policy: undefined }).outcome).toBe("fail");
});
