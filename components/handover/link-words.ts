/** Links between providers, in words. */
import type { LinkRelation } from "#lib/statement/bodies.ts";

type Words = {
  /** The choice when it is made. */
  readonly title: string;
  readonly help: string;
  /** Between the two names. */
  readonly middle: string;
  /** On the page of the provider that stated it, and on the other's. */
  readonly this: string;
  readonly other: string;
};

export const LINK_WORDS: Readonly<Record<LinkRelation, Words>> = {
  "sells-tokens-of": {
    title: "It sells the other's tokens",
    help: "Users of one can be hurt by the failure of the other.",
    middle: "sells tokens of",
    this: "Sells tokens of",
    other: "Its tokens are sold by",
  },
  "same-owner": {
    title: "Both have the same owner",
    help: "What one does says something of the other.",
    middle: "has the owner of",
    this: "Has the owner of",
    other: "Has the owner of",
  },
  "same-custody": {
    title: "Both keep money in the same custody",
    help: "What is lost there is lost to both.",
    middle: "shares its custody with",
    this: "Shares its custody with",
    other: "Shares its custody with",
  },
  "same-host": {
    title: "Both run on the same host",
    help: "They fall silent together.",
    middle: "shares its host with",
    this: "Shares its host with",
    other: "Shares its host with",
  },
};
