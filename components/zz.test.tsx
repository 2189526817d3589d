import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { GALLERY } from "./gallery-index.ts";
import { appendFileSync } from "node:fs";
const say = (...a: unknown[]) => appendFileSync("/tmp/gal2.txt", a.map(String).join(" ") + "\n");
const WORDS = /\b(?:leaf|merkle|hash tiles?|checkpoints?|inclusion proofs?|consistency proofs?|witness(?:es|ed)?|cosign\w*|thumbprints?|canonical json|quorum|milli-?points?|ppm|nonces?|regret|bandits?|dsse|defaults?|insolven\w+|verdicts?|bundles?|participants?|exchange records?|claim kinds?|coming soon)\b/gi;
for (const s of GALLERY.slice(-7)) for (const sp of s.specimens) test(`${s.id}: ${sp.title}`, () => {
  const html = renderToStaticMarkup(<QueryClientProvider client={new QueryClient()}>{(["light","dark"] as const).map((t) => <div key={t}>{sp.render(t)}</div>)}</QueryClientProvider>);
  expect(html.length).toBeGreaterThan(60);
  say(`## ${s.id}: ${sp.title}\n${html.slice(0, html.length/2).replace(/<svg.*?<\/svg>/g,"").replace(/<[^>]+>/g," ").replace(/\s+/g," ").slice(0,600)}`);
  const ids = Array.from(html.matchAll(/ id="([^"]+)"/g), (m) => m[1]);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length) say("TWICE", s.id, sp.title, twice);
  if (!["docs","method","verify"].includes(s.id)) { const f = html.replace(/<(code|pre|bdi).*?<\/\1>/g,"").replace(/<[^>]+>/g," ").match(WORDS); if (f) say("WORD", s.id, sp.title, f); }
  const land = html.match(/<(section|nav|aside)[^>]*aria-label[^>]*>/g); if (land) say("LAND", s.id, sp.title, land);
});
