/** Interests as they are typed, and as they are signed. */

import type { MaintainerView } from "#lib/contract/governance.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { InterestRelation } from "#lib/statement/dispute-words.ts";
import { type MaintainerInterestsBody, maintainerInterestsBody } from "#lib/statement/maintainer-bodies.ts";

export const MOST_RELATED = 64;

/** `line` tells lines apart while they are typed. */
export type RelatedText = { readonly line: number; readonly how: InterestRelation; readonly party: string };
export type InterestsText = {
  readonly organisation: string;
  readonly related: readonly RelatedText[];
  /** Separated by commas. */
  readonly categories: string;
};

/** What was stated last; before the first time, that somebody operates its own providers. */
export function textOf(stated: MaintainerView["interests"], own: readonly Pick<ProviderForm, "id">[]): InterestsText {
  if (stated === null)
    return {
      organisation: "",
      related: own.map(({ id }, line) => ({ line, how: "operates", party: id })),
      categories: "",
    };
  const { organisation, related, categories } = stated;
  const lines = related.map(({ how, party }, line) => ({ line, how, party }));
  return { organisation: organisation ?? "", related: lines, categories: categories.join(", ") };
}

type Read = {
  readonly body: MaintainerInterestsBody | undefined;
  readonly errors: {
    readonly organisation: string | undefined;
    readonly categories: string | undefined;
    /** By line. */
    readonly related: ReadonlyMap<number, string>;
  };
};

/** The body that would be signed, or what is wrong with which field. */
export function interestsOf({ organisation, related, categories }: InterestsText): Read {
  const words = categories.split(",").flatMap((word) => word.trim() || []);
  const read = maintainerInterestsBody.safeParse({
    organisation: organisation.trim() === "" ? null : normalForm(organisation.trim(), "NFC"),
    related: related.map(({ how, party }) => ({ how, party: party.trim() })),
    categories: words.map((word) => normalForm(word, "NFC")),
  });
  const issues = read.error?.issues ?? [];
  const ruleOf = (field: string) => issues.find(({ path }) => path[0] === field)?.message;
  const lines = issues.flatMap(({ path }): [number, string][] =>
    path[0] === "related" && typeof path[1] === "number"
      ? [[path[1], "Must be a provider's id (prv_…) or a did:key."]]
      : [],
  );
  return {
    body: read.success ? read.data : undefined,
    errors: { organisation: ruleOf("organisation"), categories: ruleOf("categories"), related: new Map(lines) },
  };
}
