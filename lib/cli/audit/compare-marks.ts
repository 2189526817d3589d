/** Marks as the site shows them, against those that the reader's own fold gives: a better tier on a page is found here. */
import { oneOf } from "#lib/contract/common.ts";
import { ratedProviderSchema } from "#lib/contract/entries.ts";
import { inCommonOf, traitCounts } from "#lib/contract/in-common.ts";
import { providerMarksSchema } from "#lib/contract/marks.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { firstOf } from "./all-of.ts";
import { saidBy } from "./published.ts";
import { shownOf } from "./scored.ts";
import type { Site } from "./site.ts";

const name = "marks";
const fail = (detail: string): Check => ({ name, outcome: "fail", reason: "site-differs", detail });

export async function compareMarks(remote: RemoteIndex, site: Site): Promise<Check> {
  const { size, state, scored } = site;
  const { model, own } = scored;
  if (model.state === "unknown") return unknownModel(name, model.hash);
  for await (const { data, time } of remote.pages("providers", size, ratedProviderSchema)) {
    for (const { id, marks } of data) {
      const expected = own.get(id as ProviderId) ?? null;
      const shown = shownOf(scored, state, id as ProviderId, asInstant(Date.parse(time)));
      if (textOf(marks) !== textOf(shown))
        return fail(
          `${id}: the list shows ${tierOf(marks)}; the log gives ${tierOf(expected)}, or other figures beside it.`,
        );
    }
  }
  if (model.state === "none") return { name, outcome: "pass", detail: "no model of marks is in force" };
  let grown = 0;
  const counts = traitCounts([...own.keys()].map((id) => ({ ...saidBy(site.published, id), providers: 1 })));
  const wrong = await firstOf([...own], async ([id, marks]) => {
    const found = await differenceOf(remote, site, { id, marks, counts });
    if (found === "of another size") grown += 1;
    return found === "of another size" ? undefined : found;
  });
  if (wrong !== undefined) return fail(wrong);
  // The list, which is read at this size, shows the digest of each.
  const alone = grown === 0 ? "" : `; ${grown} were served alone for another size, and not compared as such`;
  return { name, outcome: "pass", detail: `of ${own.size} providers${alone}` };
}

/** What is hashed, as it is served alone: undefined when it is the same. */
async function differenceOf(
  remote: RemoteIndex,
  { size, published }: Site,
  { id, marks, counts }: { id: ProviderId; marks: Marks | null; counts: ReadonlyMap<string, number> },
): Promise<string | undefined> {
  const { data, as_of } = await remote.get(`api/v1/providers/${id}/marks`, oneOf(providerMarksSchema));
  if (as_of.size !== size) return "of another size";
  if (textOf(data.in_common) !== textOf(inCommonOf(saidBy(published, id), counts)))
    return `${id}: another jurisdiction or build is shown, or other counts of those who say the same.`;
  if (textOf(data.document) === textOf(marks)) return undefined;
  return `${id}: its marks are shown as ${tierOf(data.document)}; the log gives ${tierOf(marks)}, or other figures beside it.`;
}

export function unknownModel(check: string, hash: string): Check {
  const detail = `The model ${hash} is in force, and this program does not have it.`;
  return { name: check, outcome: "cannot-check", reason: "unknown-model", detail };
}

export const textOf = (value: object | null): string => canonicalText(JSON.parse(JSON.stringify(value)));
const tierOf = (marks: { readonly tier: string } | null): string => (marks === null ? "no tier" : `tier ${marks.tier}`);
