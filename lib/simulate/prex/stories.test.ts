import { beforeAll, expect, test } from "vitest";
import type { CaseId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import { frontierOf } from "#lib/reputation/market/frontier.ts";
import { ratedOf } from "#lib/reputation/marks.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import type { AggregateKey } from "#lib/state/forms.ts";
import { marksByModel } from "#lib/state/marks/marks-input.ts";
import { whoMoves } from "#lib/state/marks/who-moves.ts";
import { dayOf } from "#lib/state/state-root.ts";
import { SECOND } from "#lib/state/testing/models.ts";
import { caseOf } from "#lib/state/view.ts";
import { DEMO_SEED } from "#lib/statement/demo-key.ts";
import { COMMON_MARKET } from "./common-market.ts";
import { neighbourWorld } from "./neighbour-world.ts";
import { nodeSign } from "./sign.ts";
import { demonstrationPage } from "./testing/demonstration-page.ts";
import { PlayedWorld } from "./testing/played-world.ts";

let two: PlayedWorld;
beforeAll(async () => {
  two = await PlayedWorld.toNow();
}, 240_000);

test("everything that is said takes effect, in no more entries than a first run can wait for", () => {
  expect(two.voids).toEqual([]);
  expect(two.entries).toBeLessThanOrEqual(12_500);
  const [instances, services] = ["instance", "service"].map((kind) =>
    two.providers().filter((one) => one.kind === kind),
  );
  expect([instances?.length, services?.length]).toEqual([25, 65]);
});

test("the market that the neighbours know, too, is claimed here by the same keys", async () => {
  const claimed = ({ planned }: Pick<PlayedWorld["world"], "planned">) =>
    planned.flatMap(({ said: { kind, subject } }) => (kind === "provider.claim" ? [subject] : []));
  const neighbour = await neighbourWorld(DEMO_SEED, "harbour", nodeSign);
  expect(claimed(two.world)).toEqual(claimed(neighbour));
  expect(claimed(neighbour)).toContain(two.world.common.pays.id);
  expect(["Hasty Dates", "Lantern Dates", "Prompt Dates"].map((name) => two.marks(name).tier)).toEqual(["E", "C", "C"]);
});

test("at the end of two years every tier has two providers or more", () => {
  const counts = new Map<string, number>();
  for (const { name } of two.providers()) {
    const { tier } = two.marks(name);
    counts.set(tier, (counts.get(tier) ?? 0) + 1);
  }
  for (const tier of ["A", "B", "C", "D", "E", "unrated"]) expect(counts.get(tier), tier).toBeGreaterThanOrEqual(2);
});

test("who is on time for two years reaches A by evidence alone", () => {
  for (const name of ["Halden Prex", "Aldermoor"]) expect(two.path(name)).toBe("D C B A");
  for (const name of ["Halden Store", "Kestrel Rates", "Bracken Tax"]) expect(two.path(name)).toBe("unrated D C B A");
  for (const name of ["Halden Prex", "Aldermoor", "Halden Store"])
    expect(two.warned).not.toContain(two.provider(name).id);
});

test("the largest, oldest, licensed instance overcharges, stops paying and fails like the rest", () => {
  const name = "Kronwerk Exchange";
  expect(two.path(name)).toMatch(/C.* E$/);
  for (const kind of ["case-proven", "case-upheld", "suspended", "failed"]) expect(two.told(name)).toContain(kind);
  expect(two.rulings("largest")).toEqual(["final upheld", "final upheld", "final upheld", "final upheld"]);
  expect(two.marks(name).gates.map(({ rule }) => rule)).toEqual(expect.arrayContaining(["failed", "malice"]));
});

test("an exit scam is C until it is silent, suspended after three days and failed after two weeks", () => {
  expect(two.path("Gravendal")).toBe("D C E");
  const { suspended, failed } = two.silence("Gravendal");
  expect([Math.round(suspended), Math.round(failed)]).toEqual([3, 14]);
  for (const kind of ["suspended", "failed", "case-upheld"]) expect(two.told("Gravendal")).toContain(kind);
});

test("a slow insolvency shows in its tier long before it is silent", () => {
  expect(two.path("Fenwold")).toMatch(/B C E$/);
  // Four weeks apart: E since four months or more before the last sign of life.
  const tiers = two.paths.get(two.provider("Fenwold").id) ?? [];
  expect(tiers.slice(-8)).toEqual(Array(8).fill("E"));
  expect(two.told("Fenwold")).toContain("failed");
});

test("books that were rewritten are E, by two digests that the operator signed", () => {
  expect(two.path("Isbrand")).toMatch(/C E$/);
  expect(two.told("Isbrand")).toContain("fork");
  expect(two.marks("Isbrand").gates.map(({ rule }) => rule)).toContain("equivocation");
});

test("a lie in a few hundred answers is proven each time it is seen, and right answers do not take it back", () => {
  expect(two.rulings("low-rate-liar").slice(0, 4)).toEqual(Array(4).fill("final upheld"));
  expect(two.marks("Vela Store").tier).toBe("E");
  expect(two.marks("Vela Store").conduct.clean / 65_536).toBeGreaterThan(60);
});

test("a bug that three services share is nobody's fault, and costs none of them a tier afterwards", () => {
  expect(two.rulings("shared-bug")).toEqual(Array(3).fill("final no_fault"));
  for (const name of ["Rowan Rates", "Sable Rates", "Thistle Rates"]) {
    expect(two.told(name)).toContain("case-cleared");
    expect(two.path(name)).toMatch(/E.*C$/);
  }
});

test("a theft that is dated back takes no weight from what the log had before, and later use of the key says nothing", () => {
  expect(two.told("Heron Tax")).toContain("key-compromised");
  const [before, after] = two.story("stolen-key").cases.map((id) => caseOf(two.play.state, id));
  expect([before?.verdict?.verdict, before?.dispute?.rulings[0]?.attribution]).toEqual(["proven", "third-party"]);
  expect([after?.verdict?.verdict, after?.verdict?.reason]).toEqual(["refuted", "key-ended"]);
  expect(two.path("Heron Tax")).toBe("unrated E unrated D C");
});

test("eighteen made-up keys move nothing", () => {
  for (const id of two.story("slander").cases) {
    const form = caseOf(two.play.state, id);
    expect([form?.state, form?.verdict?.reason]).toEqual(["final", "no-evidence"]);
  }
  expect(two.path("Vardehus")).toBe("unrated D C B");
  expect(two.path("Fern Checks")).toBe("unrated D C");
});

test("who was found at fault is cleared on appeal, and its record is repaired", () => {
  expect(two.rulings("cleared-on-appeal")).toEqual(["final upheld not_upheld"]);
  expect(two.path("Tarnvik")).toMatch(/B E B$/);
  expect(two.told("Tarnvik")).toContain("case-cleared");
});

test("revenge for a report is found malicious, and gates the tier", () => {
  expect(two.rulings("retaliation")).toEqual(["final upheld", "final upheld"]);
  expect(two.path("Wyndermark")).toBe("unrated D C D E");
  expect(two.marks("Wyndermark").gates.map(({ rule }) => rule)).toContain("malice");
});

test("a wind-down is told, takes no money any more, and is no failure", () => {
  expect(two.told("Jutevik")).toContain("winding-down");
  expect(two.told("Jutevik")).not.toContain("failed");
  expect(two.told("Jutevik")).not.toContain("suspended");
  expect(two.marks("Jutevik").isShut).toBe(true);
  expect(two.path("Jutevik")).toBe("unrated D C B C B A C");
});

test("whoever forgets dates is D, and everybody can see which", () => {
  expect(two.marks("Dunmere").tier).toBe("D");
  for (const kind of ["disclosure-stale", "suspended", "sign-of-life"]) expect(two.told("Dunmere")).toContain(kind);
});

test("a breach that was told of costs the tier all the same", () => {
  expect(two.path("Rosenhage")).toMatch(/[CD] E$/);
});

test("notice of a price is kept by one and broken by another", () => {
  const counts = (name: string) => two.provider(name).disclosures.fees?.facts as { kept: number; broken: number };
  expect(counts("Nettle Text")).toMatchObject({ kept: 1, broken: 0 });
  expect(counts("Osier Rates")).toMatchObject({ kept: 0, broken: 1 });
  expect([two.path("Nettle Text"), two.path("Osier Rates")]).toEqual(["unrated D C B", "unrated"]);
});

test("in each category safer costs more along the frontier, and some offers are dominated", () => {
  const offers = two.offers();
  // What the neighbours know is too small a market for that.
  expect(offers.delete(COMMON_MARKET.category)).toBe(true);
  expect(offers.size).toBe(5);
  for (const [category, points] of offers) {
    const { on, dominators } = frontierOf(points);
    expect(on.length, category).toBeGreaterThanOrEqual(3);
    expect(dominators.size, category).toBeGreaterThanOrEqual(3);
  }
});

test("users who kept the limits lost a quarter of what they could bear at most; who went by price or size lost all", () => {
  const losses = two.play.weeks.losses(two.play.state, two.world.now0);
  expect(losses["kept the limits"].worstBlow).toBeLessThanOrEqual(2_500);
  expect(losses["kept the limits"].worstYear).toBeLessThanOrEqual(5_000);
  for (const habit of ["went by the price", "went by the size"] as const)
    expect(losses[habit].worstYear).toBeGreaterThanOrEqual(10_000);
});

test("early liars made the standing of those who caught them, and lied again", () => {
  expect(two.rulings("early-liars")).toEqual(Array(6).fill("final upheld"));
  for (const name of ["Brine Locker", "Gorse Tax", "Dune Checks"]) expect(two.marks(name).tier).toBe("E");
});

test("a newcomer is neither good nor bad", () => {
  for (const name of ["Morvane", "Ysgard"]) expect(two.path(name)).toBe("unrated");
  expect(two.path("Lindqvarn")).toBe("unrated D");
});

test("who admits, who takes back, and who steps aside end their cases otherwise than by a vote of three", () => {
  expect(two.rulings("other-ends")).toEqual(["final upheld", "withdrawn", "final not_upheld"]);
  expect(["Oststade", "Silverne", "Nordhule"].map((name) => two.path(name))).toEqual([
    "unrated D C E D",
    "unrated D C D C",
    "unrated D C D C",
  ]);
  const [admitted, , heard] = two.story("other-ends").cases.map((id) => caseOf(two.play.state, id)?.dispute);
  expect([admitted?.answer?.type, admitted?.rulings[0]?.by]).toEqual(["admission", "admission"]);
  expect([heard?.answer?.type, heard?.extended]).toEqual(["contest", true]);
  expect(
    seatsOf(2, "other-ends")
      .map(({ state }) => state)
      .sort(),
  ).toEqual([...Array(3).fill("accepted"), "recused"]);
});

test("one case waits for the ballot of the maintainer that a visitor can be, and the two others are sealed", () => {
  const [id = ""] = two.story("open-case").cases;
  expect(caseOf(two.play.state, id as CaseId)?.state).toBe("voting");
  expect(ballotsOf(0)).toEqual(["mori: none", "sealed", "sealed"]);
});

/** Of the panel of one case of a story. */
function seatsOf(place: number, story: string) {
  const panel = two.play.state.get(`panel:${two.story(story).cases[place]}.1` as AggregateKey);
  return panel?.aggregate === "panel" ? panel.seats : [];
}

/** Of who sits in a case that is prepared for visitors. */
function ballotsOf(place: number): string[] {
  const mori = two.world.actors.find(({ id }) => id === "mori")?.did;
  return seatsOf(place, "open-case")
    .filter(({ state }) => state === "accepted")
    .map(({ maintainer, commit }) => `${maintainer === mori ? "mori: " : ""}${commit === null ? "none" : "sealed"}`)
    .sort();
}

/** What followers were told of somebody in a story, and what the chart of its history marks. */
const SEEN: readonly (readonly [story: string, name: string, told: readonly string[], drawn: readonly string[]])[] = [
  ["honest", "Halden Prex", ["tier-raised"], ["disclosure.audit", "disclosure.reserves"]],
  ["largest", "Kronwerk Exchange", ["case-proven", "failed"], ["case.verdict proven", "clock.record fail"]],
  ["exit-scam", "Gravendal", ["suspended", "tier-dropped"], ["clock.record suspend", "case.ruling"]],
  ["slow-insolvency", "Fenwold", ["tier-dropped", "failed"], ["disclosure.reserves", "clock.record fail"]],
  ["rewritten-books", "Isbrand", ["fork", "tier-dropped"], ["disclosure.fees"]],
  ["low-rate-liar", "Vela Store", ["case-proven", "tier-dropped"], ["case.verdict proven", "case.ruling"]],
  ["shared-bug", "Rowan Rates", ["case-proven", "case-cleared"], ["case.verdict proven", "case.ruling"]],
  ["stolen-key", "Heron Tax", ["key-compromised", "case-upheld"], ["key.revoke", "case.verdict refuted"]],
  ["slander", "Vardehus", ["case-final", "tier-raised"], ["report.file", "case.verdict out-of-scope"]],
  ["cleared-on-appeal", "Tarnvik", ["case-upheld", "case-cleared"], ["report.file", "case.ruling"]],
  ["retaliation", "Wyndermark", ["case-upheld", "tier-dropped"], ["case.verdict proven", "case.ruling"]],
  ["other-ends", "Oststade", ["case-answered", "case-upheld"], ["disclosure.incident", "case.ruling"]],
  ["other-ends", "Silverne", ["case-asked", "case-ended"], ["report.file"]],
  ["other-ends", "Nordhule", ["case-voting", "case-cleared"], ["case.ruling"]],
  ["wind-down", "Jutevik", ["winding-down"], ["disclosure.windup_notice"]],
  ["sloppy", "Dunmere", ["disclosure-stale", "sign-of-life"], ["clock.record suspend", "clock.record stale/fees"]],
  ["breach", "Rosenhage", ["tier-dropped"], ["disclosure.incident"]],
  ["early-liars", "Dune Checks", ["case-proven", "tier-dropped"], ["case.verdict proven"]],
  ["slander", "Fern Checks", ["case-final", "tier-raised"], ["report.file", "case.verdict out-of-scope"]],
  ["prices", "Nettle Text", ["tier-raised"], ["disclosure.fees"]],
  ["open-case", "Zellwig", ["case-asked", "case-voting"], ["report.file"]],
];

const QUIET = [
  ["prices", "Osier Rates"],
  ["newcomers", "Lindqvarn"],
  ["newcomers", "Morvane"],
  ["newcomers", "Ysgard"],
] as const;

/** What the twelve weeks after bring to followers, and to the chart, of whom it names; none of it was there before. */
const AFTERWARDS: readonly (readonly [name: string, told: string | undefined, drawn: string])[] = [
  ["Corvane", undefined, "disclosure.windup_plan"],
  ["Ulvestad", "winding-down", "disclosure.windup_notice"],
  ["Ember Vault", "case-proven", "case.verdict proven"],
  ["Eskelund", undefined, "disclosure.incident"],
  ["Quarnfeld", "case-upheld", "case.ruling"],
];

test("every story is told to followers, and marked on the history of who is in it", () => {
  for (const [story, name, told, drawn] of SEEN) {
    expect(two.story(story).providers, story).toContain(two.provider(name).id);
    expect([...two.told(name)], `${story}: the feed of ${name}`).toEqual(expect.arrayContaining([...told]));
    expect([...two.drawn(name)], `${story}: the history of ${name}`).toEqual(expect.arrayContaining([...drawn]));
  }
  // Of whoever is new, or known too little for a tier, followers have nothing to be told.
  for (const [story, name] of QUIET) {
    expect(two.story(story).providers, story).toContain(two.provider(name).id);
    expect([...two.told(name)], `${story}: the feed of ${name}`).toEqual([]);
    expect([...two.drawn(name)]).toEqual(expect.arrayContaining(["key.add", "disclosure.identity", "disclosure.fees"]));
  }
  // What comes after the two years, and what neighbours say in logs of their own, have tests of their own.
  const seen = new Set(["afterwards", "neighbours", ...[...SEEN, ...QUIET].map(([story]) => story)]);
  expect(two.world.stories.filter(({ id }) => !seen.has(id))).toEqual([]);
});

// Written anew by `vitest run --project=core lib/simulate/prex/stories.test.ts -u` when the market changes.
test("the page of the documentation tells these stories, with the addresses and the root that they have", async () => {
  await expect(demonstrationPage(two)).toMatchFileSnapshot("../../../docs/demonstration.md");
});

test("whom another model would move is whom it moves, of everybody in the market", () => {
  const { state } = two.play;
  const at = dayOf(two.at);
  const { providers, moved } = whoMoves(state, { before: MODEL_1, after: SECOND }, at);
  const told = new Map(moved.map((one) => [one.provider, one]));
  const forms = state.rows().flatMap(({ form }) => (form.aggregate === "provider" ? [form] : []));
  expect(providers).toBe(forms.length);
  expect(moved.length).toBeGreaterThan(2);
  expect(moved.length).toBeLessThan(providers);
  for (const { id, name } of forms) {
    const [then, now] = [MODEL_1, SECOND].map((model) => marksByModel(state, id, at, model));
    const mark = (of: typeof then) => of && { tier: of.tier, high: ratedOf(of).band.high };
    const one = told.get(id);
    expect(one === undefined ? mark(now) : one.after, name).toEqual(mark(now));
    expect(one === undefined ? mark(now) : one.before, name).toEqual(mark(then));
    // Whoever shows a sign of life is moved by nothing that weighs its absence.
    if (one !== undefined) expect(one.term, name).toBe("heartbeat");
  }
});

test("each of the next twelve weeks has something to see, and nothing that is said is void", async () => {
  const news = new Set([
    "case-proven",
    "case-upheld",
    "case-cleared",
    "case-voting",
    "winding-down",
    "suspended",
    "failed",
  ]);
  const said = ["provider.register", "disclosure.incident", "disclosure.windup_plan", "report.file"];
  const later = AFTERWARDS.map(([name, told, drawn]) => ({ name, told, drawn }));
  const here = () =>
    later.map(({ name, told, drawn }) => [name, told && two.told(name).has(told), two.drawn(name).has(drawn)]);
  expect(here()).toEqual(later.map(({ name, told }) => [name, told && false, false]));
  two.read();
  for (let week = 1; week <= 12; week++) {
    const [alerts, kinds] = [two.alerts.length, new Map(two.kinds)];
    await two.on(addMs(two.world.now0, week * 7 * DAY_MS));
    const told = two.alerts.slice(alerts).filter(({ kind }) => news.has(kind)).length;
    const more = said.filter((kind) => (two.kinds.get(kind) ?? 0) > (kinds.get(kind) ?? 0)).length;
    expect(told + more, `week ${week}`).toBeGreaterThan(0);
    // In each second week a prepared case takes the ballot of whoever comes.
    const nth = week / 2;
    if (Number.isInteger(nth)) expect(ballotsOf(nth), `week ${week}`).toEqual(["mori: none", "sealed", "sealed"]);
    const seat = two.world.doors.seats[nth];
    if (seat !== undefined) expect([seat.from < two.at, two.at < seat.until], `week ${week}`).toEqual([true, true]);
  }
  expect(two.voids).toEqual([]);
  // A sequencer that starts again reads its state from rows, where the members of a form stand by name.
  expect(two.differing()).toEqual([]);
  // Nobody came to vote: she left in time, and somebody else sat down.
  for (let nth = 0; nth < 6; nth++) expect(ballotsOf(nth), `case ${nth}`).toEqual(Array(3).fill("sealed"));
  expect(two.told("Zellwig")).toContain("case-cleared");
  for (const { name } of later) expect(two.story("afterwards").providers).toContain(two.provider(name).id);
  expect(here()).toEqual(later.map(({ name, told }) => [name, told && true, true]));
}, 120_000);
