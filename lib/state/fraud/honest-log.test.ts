/** The other side: no honest log can be convicted, whatever somebody makes of its own papers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMs, DAY_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import { encodeArchive } from "#lib/log/archive.ts";
import { leafHash, proveConsistency, proveInclusion } from "#lib/log/tree.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { headOf, logSigner, nodesOfLog, promiseFor, receiptIn, smallLog, TRUST } from "../testing/fraud-world.ts";
import { TEST_LOG, TEST_START } from "../testing/world.ts";
import { logSignedNote } from "./build.ts";
import { encodeFraudProof, type FraudProof } from "./fraud-proof.ts";
import { verifyFraudProof } from "./verify.ts";

const vkey = logSigner.vkey;
const { world } = smallLog(6);
const { leaves } = world;
const size = leaves.length;
const later = addMs(world.now, 2 * DAY_MS);

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("nothing was built");
  return value;
}

describe("an honest log", () => {
  // The head of size n + 1 was cosigned when entry n was the newest; the latest one again two days later.
  const heads = leaves.map((_, at) => headOf(leaves, at + 1, addMs(TEST_START, at * MINUTE_MS)));
  const republished = headOf(leaves, size, later);
  const hashes = leaves.map(leafHash);
  const promises = leaves.map((leaf) => {
    const entry = parseEntry(leaf);
    if (!entry.ok) throw new Error(entry.error.detail);
    return promiseFor(entry.value.parsed.hash, entry.value.loggedAt);
  });
  const origin = TEST_LOG;
  const inclusion = (index: number, upTo: number) =>
    index < upTo ? proveInclusion(index, upTo, nodesOfLog(leaves.slice(0, upTo))) : [];
  const bare = (note: string) => must(logSignedNote(note, vkey)).note;
  const logTo = (note: string, upTo: number) =>
    encodeArchive({ origin, leaves: leaves.slice(0, upTo), checkpointNotes: [note] });

  /** Its own papers, put together as a liar would. `a` and `b` are heads, `c` an entry, `d` any leaf. */
  function accusations(a: number, b: number, c: number, d: number): FraudProof[] {
    const [timed, latest] = [must(heads[a]), b === size - 1 ? republished : must(heads[b])];
    const [first, second] = [bare(timed), bare(latest)];
    const leaf = (at: number, upTo: number) => ({ leaf: must(hashes[at]), proof: inclusion(c, upTo) });
    const consistency = a < b ? proveConsistency(a + 1, b + 1, nodesOfLog(leaves)) : [];
    const entry = { index: c, entryBytes: must(leaves[c]), proof: inclusion(c, b + 1) };
    return [
      { kind: "conflicting-checkpoints", origin, first, second },
      {
        kind: "inconsistent-sizes",
        origin,
        first,
        second,
        evidence: { prefix: { consistency, root: must(hashes[d]) } },
      },
      {
        kind: "inconsistent-sizes",
        origin,
        first,
        second,
        evidence: { index: c, leaves: [leaf(c, a + 1), leaf(d, b + 1)] },
      },
      {
        kind: "wrong-state-root",
        origin,
        receipt: receiptIn(leaves, size - 1, size, bare(republished)),
        archive: logTo(bare(republished), size),
      },
      {
        kind: "unmet-promise",
        origin,
        promise: must(promises[Math.min(b, c)]),
        checkpoint: latest,
        archive: logTo(latest, b + 1),
      },
      { kind: "false-time", origin, first: timed, second, ...entry },
      { kind: "false-time", origin, first: null, second: latest, ...entry },
    ];
  }

  test("yields no proof that verifies, however its own papers are put together", () => {
    const at = fc.nat(size - 1);
    fc.assert(
      fc.property(at, at, at, at, fc.nat(6), (a, b, c, d, pick) => {
        const proof = must(accusations(a, b, c, d)[pick]);
        expect(verifyFraudProof(encodeFraudProof(proof), TRUST)).toMatchObject({ ok: false, verdict: "unproven" });
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});
