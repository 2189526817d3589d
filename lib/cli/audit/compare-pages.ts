/**
 * The tier that people read, against the reader's own fold: the text of providers' pages, as it is shown without a script. What
 * a browser makes of a page afterwards, no audit sees.
 */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { marksByModel } from "#lib/state/marks/marks-input.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { firstOf } from "./all-of.ts";
import { unknownModel } from "./compare-marks.ts";
import { drawn } from "./drawn.ts";
import type { Site } from "./site.ts";

const name = "pages";
const MOST = 8;

/** The badge right behind the heading, so that no provider's name stands in for it: letter, word, day. */
const BADGE = /^ ?(Unrated|[A-E]) (?:[a-z]+ ){1,4}(?:· [a-z]+ ){0,2}· as of (\d{4}-\d\d-\d\d)/;
const HEADING_ENDS = "</h1>";
/** The last one is the line under the page. */
const NEWEST_ENTRIES = /Computed from entry [\d,]+/g;

export async function comparePages(remote: RemoteIndex, site: Site): Promise<Check> {
  const { size, seed, scored } = site;
  if (scored.model.state === "unknown") return unknownModel(name, scored.model.hash);
  const asked = drawn([...scored.own.keys()], MOST, seed, (id) => id);
  let [grown, missing] = [0, 0];
  const wrong = await firstOf(asked, async (id) => {
    const page = await readPage(remote, id);
    if (page === undefined) missing += 1;
    else if (page.size !== size) grown += 1;
    else {
      const expected = expectedOf(site, id, page.day);
      if (page.shown !== expected) return `${id}: its page shows ${page.shown}; the log gives ${expected}.`;
    }
    return undefined;
  });
  if (wrong !== undefined) return { name, outcome: "fail", reason: "site-differs", detail: wrong };
  if (missing > 0) {
    const detail = `${missing} of ${asked.length} providers have no page there.`;
    return { name, outcome: "cannot-check", reason: "no-page", detail };
  }
  const later = grown === 0 ? "" : `; ${grown} were of another size, and not compared`;
  const which = asked.length === scored.own.size ? "" : `, drawn by the seed ${seed}`;
  return {
    name,
    outcome: "pass",
    detail: `the tier on those of ${asked.length} of ${scored.own.size} providers${which}${later}`,
  };
}

/** A day may begin without an entry: then a page is of that day, and rated anew. `day`: as the page says it. */
function expectedOf({ state, scored: { model, own } }: Site, id: ProviderId, day: string | undefined): string {
  const marks = own.get(id) ?? null;
  if (marks === null) return "no tier";
  const shown = day === undefined ? undefined : parseInstant(`${day}T00:00:00.000Z`);
  const isLater = shown !== undefined && shown > marks.day * DAY_MS;
  const of = isLater && model.state === "known" ? (marksByModel(state, id, shown, model.model) ?? marks) : marks;
  return `${of.tier} of ${dayText(of.day)}`;
}

/** `size`: of the log that the page says it was computed from. Undefined: there is no such page, or it says no size. */
async function readPage(
  remote: RemoteIndex,
  id: ProviderId,
): Promise<{ size: number; shown: string; day: string | undefined } | undefined> {
  const html = utf8Decode((await remote.page(`providers/${id}`)) ?? new Uint8Array()) ?? "";
  const heading = html.indexOf(HEADING_ENDS);
  const text = textOf(html.slice(heading + HEADING_ENDS.length));
  const entry = text.match(NEWEST_ENTRIES)?.at(-1)?.replaceAll(/\D/g, "");
  if (heading < 0 || entry === undefined) return undefined;
  const [, letter, day] = BADGE.exec(text) ?? [];
  const tier = letter === "Unrated" ? "unrated" : letter;
  return { size: Number(entry) + 1, shown: tier === undefined ? "no tier" : `${tier} of ${day}`, day };
}

/** What is read: without scripts, styles, drawings, comments and tags. */
function textOf(html: string): string {
  return html
    .replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, " ")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
}

const dayText = (day: number): string => formatInstant((day * DAY_MS) as Instant).slice(0, 10);
