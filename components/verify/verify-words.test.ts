/** One word per idea, wherever a file is checked: sentences come from several folders, and stand below one another. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { NOT_PROVEN, sentenceOf } from "#lib/state/files/file-words.ts";
import { CONTENTS } from "./content-sample.ts";
import { verifyGallery } from "./verify.gallery.tsx";

test("who cosigns is a watcher in every state of a checked file, and in what it leaves open", () => {
  const states = verifyGallery.specimens.map(({ render }) => renderToStaticMarkup(render("light")));
  const unmet = { content: CONTENTS.checkpoint, verdict: "policy-not-met", checks: [], origin: undefined } as const;
  const texts = [...states, ...Object.values(NOT_PROVEN).flat(), sentenceOf(unmet)];
  expect(texts.filter((text) => /witness/i.test(text))).toEqual([]);
  expect(texts.filter((text) => /watcher/.test(text)).length).toBeGreaterThan(3);
});
