import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { liveRegret } from "./live-regret.ts";
import type { SelectionRecord } from "./record.ts";
import { parseRecord } from "./record-file.ts";
import { viewOfRecord } from "./record-view.ts";
import { madeRecord, SEED } from "./testing/made-record.ts";

const fileOf = ({ head, events }: SelectionRecord) =>
  [head, ...events].map((line) => `${JSON.stringify(line)}\n`).join("");

function viewed(record: SelectionRecord, seedText = "") {
  const view = viewOfRecord(record, seedText);
  if (view === null) throw new Error("no seed");
  return view;
}

test("a file reads back as the record, and a line that was cut off was told to nobody", () => {
  const record = madeRecord("dch-ix", 60);
  const text = fileOf(record);
  expect(parseRecord(text)).toEqual({ ok: true, value: { record, cut: false } });
  expect(parseRecord(`${text}{"kind":"choi`)).toEqual({ ok: true, value: { record, cut: true } });
});

test("what is no record is refused by its first line that is none", () => {
  const [head = "", first = ""] = fileOf(madeRecord("dch-ix", 3)).split("\n");
  const detailOf = (text: string) => {
    const read = parseRecord(text);
    return read.ok ? "read" : read.error.detail;
  };
  expect(detailOf("")).toBe("line 1 is not the head of a record of choices.");
  expect(detailOf(`${head}`)).toBe("line 1 is not the head of a record of choices.");
  expect(detailOf(`${first}\n`)).toBe("line 1 is not the head of a record of choices.");
  expect(detailOf(`${head}\n${first}\nnot json\n`)).toBe("line 3 is no JSON.");
  expect(detailOf(`${head}\n${head}\n`)).toBe("line 2 is no event of a record of choices.");
  expect(detailOf(`${head}\n{"kind":"report","ticket":1,"loss":2}\n`)).toBe(
    "line 2 is no event of a record of choices.",
  );
});

test("the curve of the estimate ends with the estimate, and the ribbon with the last choice", () => {
  const record = madeRecord("dch-ix", 400);
  const view = viewed(record, hexEncode(SEED));
  const { estimated } = liveRegret(record);
  expect(view).toMatchObject({ ok: true, choices: 400, recorded: 400, largestDifference: 0 });
  expect(view.curve.at(-1)).toEqual({
    round: 400,
    value: estimated?.value,
    low: estimated?.low,
    high: estimated?.high,
  });
  expect(view.curve.length).toBeLessThanOrEqual(101);
  expect(view.ribbon.rounds.at(-1)).toBe(400);
  expect(view.ribbon.shares.length).toBe(view.ribbon.rounds.length * view.ids.length);
  for (let point = 0; point < view.ribbon.rounds.length; point++)
    expect(view.ribbon.shares.subarray(point * 4, point * 4 + 4).reduce((sum, share) => sum + share, 0)).toBeCloseTo(
      1,
      9,
    );
  expect(view.newcomers).toEqual([{ round: 200, id: "west" }]);
});

test("a record with one probability changed says which, and draws only what came before", () => {
  const record = madeRecord("dch-ix", 300);
  const events = record.events.map((event) =>
    event.kind === "choice" && event.ticket === 150 ? { ...event, probability: event.probability / 2 } : event,
  );
  const view = viewed({ ...record, events });
  expect(view).toMatchObject({ ok: false, recorded: 300 });
  expect(view.checks.find(({ outcome }) => outcome === "fail")?.detail).toContain("Round 150: probability is");
  expect(Math.max(...view.ribbon.rounds)).toBeLessThanOrEqual(150);
});

test("a short record lists its choices with the losses that were told; a seed is 64 hex digits or nothing", () => {
  const record = madeRecord("tc-ix", 20);
  const view = viewed(record);
  expect(view.told).toHaveLength(20);
  expect(view.told.filter(({ loss }) => loss !== null)).toHaveLength(view.regret.calls);
  expect(viewOfRecord(record, "abc")).toBeNull();
  expect(viewOfRecord(record, "zz".repeat(32))).toBeNull();
});
