/** Forecasts as they were rated then, out of the rows; what came, out of later rows and of the record. */
import { afterAll, expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { type MarksInput, marksOf } from "#lib/reputation/marks.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { honest } from "#lib/reputation/reachable.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { calibrationAt } from "./read-calibration.ts";

const database = await freshDatabase();
const [seq, web] = [database.urls.seq, database.urls.web].map((url) => makePool({ url, name: "test-marks", max: 1 }));
if (seq === undefined || web === undefined) throw new Error("No pools.");
afterAll(() => Promise.all([seq.end(), web.end()]));

/** Where the honest one begins. */
const BEGIN = 20_000;
const COUNT = 24;

async function writeRow(provider: string, day: number, input: MarksInput): Promise<void> {
  const form = canonicalText(marksOf(input, MODEL_1, day));
  await seq?.query("INSERT INTO mark_row (provider, day, size, form, digest) VALUES ($1, $2, $3, $4, $5)", [
    ...[provider, day, 10, form],
    utf8Encode("0".repeat(32)),
  ]);
}

test("each provider's first rated day and the first of each year count, with failures from later rows", async () => {
  const rated = honest("instance", 60, MODEL_1);
  const young = { ...rated, items: [], instance: rated.instance && { ...rated.instance, heartbeatDays: 0 } };
  const gone = { ...rated, gates: { ...rated.gates, silentHours: 15 * 24 } };
  const closing = { ...rated, gates: { ...rated.gates, isClosing: true } };
  for (let nth = 0; nth < COUNT; nth++) {
    await writeRow(`prv_${nth}`, BEGIN, young);
    const later = nth === 2 ? closing : rated;
    for (const day of [60, 61]) await writeRow(`prv_${nth}`, BEGIN + day, rated);
    for (const day of [425, 426]) await writeRow(`prv_${nth}`, BEGIN + day, later);
  }
  await writeRow("prv_0", BEGIN + 200, gone);
  await writeRow("prv_1", BEGIN + 430, gone);
  await writeRow("prv_2", BEGIN + 300, closing);
  await writeRow("prv_new", BEGIN + 426, young);
  const calibration = await calibrationAt({ pool: web }, BEGIN + 430);
  // The year of prv_2 ended in order, and of a provider that closes there is no forecast; prv_1 failed after its first year, and within a second that is not over.
  expect(calibration).toMatchObject({ finished: COUNT - 1, overlapping: 0, unrated: 1, day: BEGIN + 430 });
  expect(calibration.all).toMatchObject({ forecasts: COUNT - 1, failed: 1 });
  expect(calibration.censored).toBe(COUNT);
  const tier = calibration.tiers.find((row) => row.forecasts > 0);
  expect(tier?.expected).toBeCloseTo(
    ((COUNT - 1) * (marksOf(rated, MODEL_1, BEGIN + 60).failure?.estimate ?? 0)) / 1e6,
  );
  // A year before, no forecast was old enough.
  expect((await calibrationAt({ pool: web }, BEGIN + 424)).finished).toBe(0);
});
