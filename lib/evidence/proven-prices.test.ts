/** A form names the newest price list only: how much of the history that proves depends on how many there were. */
import { expect, test } from "vitest";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { receiptObject } from "#lib/log/receipt.ts";
import { headOf, receiptIn } from "#lib/state/testing/fraud-world.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { Bundle } from "./bundle/bundle.ts";
import { provenPrices } from "./proven-history.ts";

const ada = testKey("ada");
const world = TestWorld.founded();
world.register(ada);
const provider = world.provider(ada) as ProviderId;
const body = DISCLOSURES.fees.example(world.now);
world.say({ kind: "disclosure.fees", by: ada, subject: provider, body });
const size = world.leaves.length;
const entry = size - 1;
const receipt = receiptIn(world.leaves, entry, size, headOf(world.leaves, size));
const read = parseEntry(receipt.entryBytes);
if (!read.ok) throw new Error("the entry is a statement");
const { loggedAt, parsed } = read.value;

const prices = (fees: JsonObject | undefined, receipts = [receiptObject(receipt)]) => {
  const disclosures: JsonObject = fees === undefined ? {} : { fees };
  return provenPrices({ receipts } as unknown as Bundle, { provider, size, disclosures });
};
const form = { statement: parsed.hash, loggedAt: formatInstant(loggedAt), entry, versions: 1 };

test("the only list is the whole history, one of several is not, and none is all there is of none", () => {
  const version = { body: body as JsonObject, loggedAt, entry };
  expect(prices(form)).toEqual({ versions: [version], size, isWhole: true });
  expect(prices({ ...form, versions: 2 })).toEqual({ versions: [version], size, isWhole: false });
  expect(prices(undefined)).toEqual({ versions: [], size, isWhole: true });
});

test("a list whose receipt is not there, or that has no time, proves nothing", () => {
  expect(prices(form, [])).toBeUndefined();
  expect(prices({ ...form, statement: "00".repeat(32) })).toBeUndefined();
  expect(prices({ ...form, loggedAt: "soon" })).toBeUndefined();
});
