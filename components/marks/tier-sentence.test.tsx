/** What a page says of who is unrated, and of ways that would be none, in the words that stand on it. */
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { honestSample, SAMPLE_DAY, type Sample, sampleOf, withFault } from "./marks-sample.ts";
import { TierSentence } from "./tier-sentence.tsx";
import { WaysUpList, waysHeading } from "./ways-up-list.tsx";

const titleOf = (type: string) => type;
const textOf = (node: ReactNode) =>
  renderToStaticMarkup(node)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
const sentence = ({ marks, allowed, soldBy, up, faults }: Sample) =>
  textOf(<TierSentence {...{ marks, allowed, soldBy, up, faults, titleOf }} />);
const ways = ({ up, marks }: Sample) => textOf(<WaysUpList up={up} day={marks.day} titleOf={titleOf} />);
const ruling = { type: "ruling", attribution: "unknown" } as const;
const newcomer = honestSample("service", 0);

test("an upheld fault of who is unrated is said beside that word, and being rated E is no first tier to work for", () => {
  expect(sentence(sampleOf(newcomer, titleOf))).toMatch(
    /Unrated: treat as high risk\. Too little is known of it, neither good nor bad: 2 more weeks of clean checks/,
  );
  const late = withFault(newcomer, { type: "response-late", severity: "minor" });
  expect(sentence(sampleOf(late, titleOf))).toMatch(/what is known speaks against it: 2 more weeks/);
  const faulty = sampleOf(withFault(newcomer, { ...ruling, day: SAMPLE_DAY - 150 }), titleOf);
  expect([faulty.marks.tier, faulty.faults]).toEqual(["unrated", 1]);
  expect(sentence(faulty)).toMatch(/Unrated, and one fault was upheld: treat as high risk/);
  expect(sentence(faulty)).toMatch(/\d+ more weeks of clean checks would give it a first tier/);
  expect(sentence(faulty)).not.toMatch(/neither good nor bad/);
  const silent = honestSample("instance", 0);
  const shaken = sampleOf(withFault(silent, { ...ruling, day: SAMPLE_DAY - 150 }), titleOf);
  expect([shaken.marks.tier, shaken.faults]).toEqual(["unrated", 1]);
  expect(sentence(shaken)).toMatch(
    /With more evidence it would first be E, severe risk; \d+ more weeks .* D, high risk/,
  );
  expect(sentence(shaken)).not.toMatch(/neither good nor bad|first tier/);
  // The list has the way that the sentence names, under a heading that it keeps.
  for (const sample of [faulty, shaken])
    expect([waysHeading(sample.up), ways(sample)]).toEqual([
      "What would give it a tier",
      expect.stringMatching(/D, high risk.*Nothing makes it C within three years/),
    ]);
});

test("that evidence fades is told of who is E, and never listed as a way to something better", () => {
  const rated = sampleOf(withFault(newcomer, { ...ruling, severity: "grave", day: SAMPLE_DAY - 400 }), titleOf);
  expect(rated.marks.tier).toBe("E");
  expect(rated.up.ways.map(({ tier }) => tier)).not.toContain("unrated");
  expect(ways(rated)).toMatch(/No longer E in about 15 months.*too little recent evidence.*treated as high risk/);
});

test("of a service the sentence allows what its riskiest seller leaves, and names it", () => {
  const service = honestSample("service", 700);
  const [good, young] = [honestSample("instance", 700), honestSample("instance", 0)];
  expect(sentence(sampleOf(service, titleOf))).toMatch(/A, minimal risk\..* Keep no more than what you could lose/);
  expect(sentence(sampleOf(service, titleOf, { Halden: young }))).toMatch(
    /A, minimal risk\..* You pay it through Halden , which holds your balance and may fail, too; both together are unrated: keep at most a tenth/,
  );
  const closing = { ...good, gates: { ...good.gates, isClosing: true } };
  expect(sentence(sampleOf(service, titleOf, { Vela: young, Halden: closing }))).toMatch(
    /riskiest of its 2 sellers is Halden , which is suspended or closing: do not add money; withdraw what you can\./,
  );
});
