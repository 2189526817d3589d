/** Everyday pages are written in everyday words: those of auditors stand on auditors' pages and inside "Details". */
import type { Page } from "@playwright/test";
import { expect } from "./expect.ts";

/** Pages for auditors, and those parts of the gallery that show what such pages are made of. */
const AUDITORS =
  /^\/(?:log|verify|method|lab|docs|trust|indexes|status|definitions|admin|gallery(?:\/(?:tokens|controls|data|states|log|rails|peers|status|ledger-digests|evidence)|$))(?:\/|$)/;

/** Names of the log's parts and of the mathematics, and words for which another one is used ("preset", "failure", "watcher"). */
const WORDS =
  /\b(?:leaf|merkle|hash tiles?|checkpoints?|inclusion proofs?|consistency proofs?|witness(?:es|ed)?|cosign\w*|thumbprints?|canonical json|quorum|milli-?points?|ppm|nonces?|regret|bandits?|dsse|defaults?|insolven\w+|coming soon)\b/gi;

/** The page that stands there. `state` names it in a failure. Text inside opened details, code and what people typed is not asked. */
export async function expectEverydayWords(page: Page, state: string): Promise<void> {
  if (AUDITORS.test(new URL(page.url()).pathname)) return;
  const text = await page.evaluate(() => {
    const said: string[] = [];
    for (const main of document.querySelectorAll("main")) {
      const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const parent = node.parentElement;
        const detail = parent?.closest("details");
        const isDetail = detail !== null && parent?.closest("summary") === null;
        if (parent === null || isDetail || parent.closest("code, pre, textarea, script, bdi") !== null) continue;
        if (parent.checkVisibility()) said.push(node.textContent ?? "");
      }
    }
    return said;
  });
  const found = text.flatMap((line) =>
    (line.match(WORDS) ?? []).map((word) => `${word}: ${line.trim().slice(0, 160)}`),
  );
  expect(found, `${state} uses words of auditors`).toEqual([]);
}
