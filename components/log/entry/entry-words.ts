/** Entries as sentences. Void entries are told as attempts, never as facts. */
import type { EntrySummary } from "#lib/contract/entries.ts";
import type { Names, ProviderLabel } from "#lib/contract/names.ts";
import { WORDS, type Words } from "./kind-words.ts";

/** Who or what a sentence begins with. */
export type Party =
  | { kind: "provider"; provider: ProviderLabel }
  | { kind: "participant"; did: string; name: string | undefined }
  | { kind: "index" }
  | { kind: "unlisted" };

export type EntrySentenceParts = {
  who: Party;
  /** "published its identity" or, when void, "tried to publish its identity". */
  verb: string;
  /** What the verb is about, when that is another party. */
  about: Party | undefined;
};

/** Only the type of the kinds is known here: their schemas need not travel to every reader. */
function wordsOf(kind: string): Words | undefined {
  return Object.entries(WORDS).find(([name]) => name === kind)?.[1];
}

export function kindNoun(kind: string): string {
  return wordsOf(kind)?.noun ?? kind;
}

/** The same of an entry about a case, where one kind says another thing. */
export function caseNoun(kind: string): string {
  return kind === "evidence.attach" ? "Evidence" : kindNoun(kind);
}

/** Every kind with its noun, for choosing among them. */
export const KIND_NOUNS = Object.entries(WORDS).map(([kind, { noun }]) => ({ kind, noun }));

export function isVoid(entry: Pick<EntrySummary, "effect">): boolean {
  return entry.effect.status === "void";
}

/** Whether the entry only proposes an act that others must sign too: by itself it changed nothing. */
export function isProposal({ effect }: Pick<EntrySummary, "effect">): boolean {
  return effect.proposed === true;
}

/** Why an entry has no effect, in words; undefined when it has. */
export function voidReason(entry: Pick<EntrySummary, "effect">, names: Pick<Names, "reasons">): string | undefined {
  if (!isVoid(entry)) return undefined;
  return names.reasons[entry.effect.code ?? ""] ?? "The rules gave it no effect";
}

type Nameable = Pick<EntrySummary, "kind" | "issuer" | "subject" | "statement_hash" | "effect">;

export function sentenceOf(entry: Nameable, names: Names): EntrySentenceParts {
  const words = wordsOf(entry.kind);
  const issuer = issuerOf(entry, names);
  if (words === undefined) return { who: issuer, verb: `recorded ${entry.kind}`, about: undefined };
  const subject = subjectOf(entry, names);
  if (isProposal(entry))
    return { who: issuer, verb: `proposed, for more keys to sign: ${words.noun.toLowerCase()}`, about: undefined };
  const special = SPECIAL[entry.kind]?.(entry.subject);
  if (special !== undefined) {
    const verb = isVoid(entry) ? `tried to ${special.to}` : special.did;
    return { who: issuer, verb, about: special.hasAbout ? subject : undefined };
  }
  return {
    who: words.who === "issuer" ? issuer : subject,
    verb: isVoid(entry) ? words.tried : words.did,
    about: words.about === undefined ? undefined : subject,
  };
}

type Special = { readonly to: string; readonly did: string; readonly hasAbout: boolean };

/** Kinds whose sentence depends on what they are about. */
const SPECIAL: Readonly<Record<string, (subject: string) => Special | undefined>> = {
  "evidence.attach": (subject) =>
    subject.startsWith("case_")
      ? {
          to: "lay evidence before those who decide a case",
          did: "laid evidence before those who decide a case",
          hasAbout: false,
        }
      : undefined,
  "peer.observation": (subject) =>
    subject === "none" ? undefined : { to: "record what it saw of", did: "recorded what it saw of", hasAbout: true },
  "clock.record": (subject) => {
    if (subject === "index")
      return { to: "record an outage of this log", did: "recorded an outage of this log", hasAbout: false };
    if (subject.startsWith("stmt:"))
      return { to: "record that a proposal lapsed", did: "recorded that a proposal lapsed", hasAbout: false };
    return undefined;
  },
};

/** A record that a stranger made an hour late is the stranger's. */
function issuerOf(entry: Nameable, names: Names): Party {
  if (entry.issuer === names.index) return { kind: "index" };
  return { kind: "participant", did: entry.issuer, name: names.participants[entry.issuer] };
}

function subjectOf(entry: Nameable, names: Names): Party {
  const isElsewhere = entry.kind === "provider.register" || entry.kind === "ruling";
  const id = isElsewhere ? (names.founded[entry.statement_hash] ?? "") : entry.subject;
  if (id === "" || id.startsWith("prv_")) {
    const provider = names.providers[id];
    // A void registration founds nothing: there is no provider to name or to link.
    return provider === undefined ? { kind: "unlisted" } : { kind: "provider", provider };
  }
  if (id.startsWith("did:")) return { kind: "participant", did: id, name: names.participants[id] };
  return { kind: "index" };
}
