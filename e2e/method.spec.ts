/** The method page: a file of the reader's own, replayed in the browser. */
import { RatingReader } from "#lib/reputation/backtest/ratings.ts";
import { replayRatings } from "#lib/reputation/backtest/replay.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { CORNERS, expectAccessibleIn } from "./support/axe.ts";
import { expect, test } from "./support/test.ts";

/** Every third target cheats. */
const LINES = Array.from({ length: 900 }, (_, at) => {
  const target = (at * 7) % 31;
  const isBad = target % 3 === 0 ? at % 5 !== 0 : at % 29 === 0;
  return `s${(at * 11) % 53},t${target},${isBad ? -5 : 5},${1_400_000_000 + at * 5_000}`;
});
const csv = (lines: readonly string[]) => ({
  name: "ratings.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(`${lines.join("\n")}\n`),
});

test("a file is replayed in the browser with the figures of the command line; a bad line stops it and is named", async ({
  page,
}) => {
  const sent: string[] = [];
  page.on("request", (request) => request.method() !== "GET" && sent.push(request.url()));
  await page.goto("/method");
  await expect(page.getByText(/provider-years finished/)).toBeVisible();
  await page.getByRole("tab", { name: "A file of yours" }).click();
  await page.getByLabel("File of ratings").setInputFiles(csv([...LINES.slice(0, 3), "a,b,good,5", ...LINES.slice(3)]));
  await expect(page.getByText("Line 4: the rating is no number: good")).toBeVisible();
  await expect(page.getByText("AUC of the score")).toHaveCount(0);
  await page.getByRole("button", { name: "Go on without it" }).click();
  const reader = new RatingReader();
  reader.push(`${LINES.join("\n")}\n`);
  const { aucScore, brier, ece } = replayRatings(reader.finish().ratings, MODEL_1);
  const result = page.getByRole("status").filter({ hasText: "AUC of the score" });
  for (const figure of [aucScore, brier, ece]) await expect(result).toContainText(figure?.toFixed(4) ?? "none");
  await expect(result).toContainText("1 line was left out");
  expect(sent).toEqual([]);
  await expectAccessibleIn(page, "a file replayed", CORNERS);
});
