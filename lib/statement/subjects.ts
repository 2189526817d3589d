/** Whom or what statements of each kind are about: the form of their subject, and its words for whoever broke it. */
import { isDidKey } from "#lib/kernel/did-key.ts";

export type SubjectRule = { accepts: (subject: string) => boolean; words: string };

const isProvider = (subject: string) => subject.startsWith("prv_");
const isCase = (subject: string) => subject.startsWith("case_");

export const SUBJECTS = {
  index: { accepts: (subject) => subject === "index", words: '"index"' },
  participant: { accepts: isDidKey, words: "the participant's did:key" },
  new: { accepts: (subject) => subject === "new", words: '"new": the id follows from the statement\'s hash' },
  provider: { accepts: isProvider, words: "a provider id" },
  owner: {
    accepts: (subject) => isDidKey(subject) || isProvider(subject),
    words: "the key's owner: a provider id, or a did:key for control keys",
  },
  due: {
    accepts: (subject) =>
      subject === "index" || isDidKey(subject) || isProvider(subject) || subject.startsWith("stmt:") || isCase(subject),
    words:
      'the owner of what the clock is of: a provider or case id, a did:key, "index", or "stmt:" and a proposal\'s hash',
  },
  observed: {
    accepts: (subject) => subject === "none" || isProvider(subject),
    words: '"none" for another log, else a provider id',
  },
  accused: {
    accepts: (subject) => subject === "index" || subject === "none",
    words: '"index" when this log is accused, "none" when another one is',
  },
  proposal: { accepts: (subject) => subject.startsWith("stmt:"), words: '"stmt:" and the proposal\'s hash' },
  definition: { accepts: (subject) => subject.startsWith("def_"), words: "a definition id" },
  published: {
    accepts: (subject) => subject === "new" || subject.startsWith("def_"),
    words: '"new" for a first version, else a definition id',
  },
  entry: { accepts: (subject) => subject.startsWith("entry:"), words: '"entry:" and the index of the entry' },
  reported: {
    accepts: (subject) => isDidKey(subject) || isProvider(subject),
    words: "a provider id, or the did:key that signed when no provider is known",
  },
  case: { accepts: isCase, words: "a case id" },
  shown: { accepts: (subject) => isProvider(subject) || isCase(subject), words: "a provider id, or a case id" },
  none: { accepts: (subject) => subject === "none", words: '"none": the hash tells nobody what it is about' },
} satisfies Record<string, SubjectRule>;
