/** What becomes of a report: asked of the index until a machine has judged it. */
import { setTimeout as wait } from "node:timers/promises";
import type { CaseView } from "#lib/contract/cases.ts";
import { verdictSentence } from "#lib/evidence/words/verdict-words.ts";
import { EXIT, type Io } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { readCase } from "./case-answers.ts";

const ASK_AGAIN_MS = 1_000;

/** The case as it is when it has a verdict, or joined another, or the time is over; undefined when it never showed. */
export async function followCase(
  remote: RemoteIndex,
  id: string,
  { seconds, io }: { readonly seconds: number; readonly io: Pick<Io, "signal"> },
): Promise<CaseView | undefined> {
  const giveUpAt = performance.now() + seconds * 1_000;
  for (;;) {
    const found = await readCase(remote, id);
    const isOver = performance.now() >= giveUpAt || io.signal.aborted;
    if (isOver || (found !== undefined && found.verdict !== null)) return found;
    await wait(ASK_AGAIN_MS, undefined, { signal: io.signal }).catch(() => undefined);
  }
}

/** One or two sentences for people: what the machine said, and what follows. */
export function caseWords(found: CaseView | undefined): string {
  if (found === undefined) return "The index does not show the case yet.";
  const { claim, verdict, reason, joined_to: joinedTo, reporters, state, rules_at: rulesAt } = found;
  if (verdict === null)
    return found.late_verdict
      ? "Nobody has judged it yet: this index is late, which says nothing about the provider."
      : "Nobody has judged it yet.";
  const said = verdictSentence(claim, verdict, reason);
  if (joinedTo !== null) return `${said} It was reported before and joined ${joinedTo}.`;
  const counted = reporters > 1 ? ` ${reporters} different keys reported it.` : "";
  const follows = rulesAt !== null && state === "proven" ? ` Final at ${rulesAt} unless contested.` : "";
  return `${said}${counted}${follows}`;
}

/** 0: stands as reported, or people look at it. 1: the report does not hold. 2: nothing is known yet. */
export function exitOf(found: CaseView | undefined): number {
  if (found === undefined || found.verdict === null) return EXIT.incomplete;
  return found.verdict === "refuted" ? EXIT.tampered : EXIT.ok;
}
