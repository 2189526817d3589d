/** Everyday pages are written in everyday words: those of auditors stand on auditors' pages and inside "Details". */
import type { Page } from "@playwright/test";
import { expect } from "./expect.ts";

/** Pages for auditors, and those parts of the gallery that show what such pages are made of. */
const AUDITORS =
  /^\/(?:log|verify|method|lab|docs|gallery(?:\/(?:tokens|controls|data|states|log|rails|peers|status|ledger-digests|evidence|fraud|lab|docs|method|verify)|$))(?:\/|$)/;

/** Names of the log's parts and of the mathematics, and words for which another one is used ("preset", "failure", "watcher"). */
const WORDS =
  /\b(?:leaf|merkle|hash tiles?|checkpoints?|inclusion proofs?|consistency proofs?|witness(?:es|ed)?|cosign\w*|thumbprints?|canonical json|quorum|milli-?points?|ppm|nonces?|regret|bandits?|dsse|defaults?|insolven\w+|verdicts?|bundles?|participants?|exchange records?|claim kinds?|coming soon)\b/gi;

/**
 * The page that stands there, header and open dialogs included, with names for screen readers. `state` names it in a failure.
 * Text inside opened details, code and what people typed is not asked.
 */
export async function expectEverydayWords(page: Page, state: string): Promise<void> {
  if (AUDITORS.test(new URL(page.url()).pathname)) return;
  const text = await page.evaluate(() => {
    const said = [document.title];
    const isAsked = (element: Element) => {
      const detail = element.closest("details");
      const isDetail = detail !== null && element.closest("summary") === null;
      return (
        !isDetail && element.closest("code, pre, textarea, script, style, bdi") === null && element.checkVisibility()
      );
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (node.parentElement !== null && isAsked(node.parentElement)) said.push(node.textContent ?? "");
    const names = ["aria-label", "aria-description", "title", "alt", "placeholder"];
    for (const element of document.body.querySelectorAll(names.map((name) => `[${name}]`).join()))
      if (isAsked(element)) said.push(...names.map((name) => element.getAttribute(name) ?? ""));
    return said;
  });
  const found = text.flatMap((line) =>
    (line.match(WORDS) ?? []).map((word) => `${word}: ${line.trim().slice(0, 160)}`),
  );
  expect([...new Set(found)], `${state} uses words of auditors`).toEqual([]);
}
