/** Which entry fixes several exchanges, and when a checker says of their signer, date and definition that they have one. */
import { expect, test } from "vitest";
import { addMs, SECOND_MS } from "#lib/kernel/instant.ts";
import { TRUST } from "#lib/state/testing/fraud-world.ts";
import { answer, BLOCKS, bundleOf, committed, registered, signer } from "../testing/block-bundles.ts";
import { answeredAt } from "../testing/signed-answer.ts";
import { readSigned } from "./read-signed.ts";

const receiptOf = (...of: Parameters<typeof committed>) => ({
  receipt: committed(...of) as unknown as Record<string, unknown>,
});

test("several exchanges have the latest of their dates, the one key that signed all, and the definition that all name", async () => {
  const later = addMs(answeredAt, 7 * SECOND_MS);
  const [a, b] = [await answer("left", "x", later), await answer("right", "x", answeredAt)];
  const { findings, signer: by, createdAt, definition } = readSigned(bundleOf([a, b]), TRUST);
  expect([findings.length, by, createdAt, definition]).toEqual([2, signer, later, BLOCKS]);
  const none = readSigned(bundleOf([]), TRUST);
  expect([none.signer, none.createdAt, none.definition, none.committed]).toEqual(Array(4).fill(undefined));
  // A did:key names itself, whoever is accused: whose it is, is another check's question.
  const unnamed = readSigned(registered(a, { keys: [] }), TRUST);
  expect([unnamed.signer, unnamed.createdAt]).toEqual([signer, later]);
});

test("an entry fixes what it is a commitment of, and all that is asked is what all of them fix", async () => {
  const [a, b] = [await answer("left", "x"), await answer("right", "x")];
  const placesOf = (time: ReturnType<typeof receiptOf>[], trust = TRUST) => {
    const { committed: place, badReceipt } = readSigned(bundleOf([a, b], { time }), trust);
    return [place && (place.at - answeredAt) / SECOND_MS, badReceipt];
  };
  const [first, second] = [receiptOf([a], 60 * SECOND_MS), receiptOf([b], 90 * SECOND_MS)];
  expect(placesOf([])).toEqual([undefined, undefined]);
  expect(placesOf([first])).toEqual([undefined, undefined]);
  for (const time of [
    [first, second],
    [second, first],
  ])
    expect([60, 90]).toContain(placesOf(time)[0]);
  const broken = { receipt: { ...first.receipt, index: 7 } };
  expect(placesOf([first, broken])).toEqual([undefined, { pointer: "/time/1/receipt", isOpen: false }]);
  expect(placesOf([broken, first, broken])[1]).toEqual({ pointer: "/time/0/receipt", isOpen: false });
  const open = placesOf([first], { ...TRUST, logVkey: undefined } as never);
  expect(open).toEqual([undefined, { pointer: "/time/0/receipt", isOpen: true }]);
});
