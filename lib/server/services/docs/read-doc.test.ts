import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { hrefOfLink, readDoc, readDocNav, slugOfFile } from "./read-doc.ts";

const slugs = globSync("docs/**/*.md").map(slugOfFile);

test("every document of the repository is a page, with its title", () => {
  expect(slugs.length).toBeGreaterThan(40);
  for (const slug of slugs) expect(readDoc(slug)?.title, slug).not.toBe("");
});

test("no address reaches a file that is not documentation", () => {
  for (const slug of ["../package", "../README", "concepts/../../package.json", "/etc/passwd", "concepts", "."])
    expect(readDoc(slug), slug).toBeUndefined();
  expect(readDoc("security")?.file).toBe("SECURITY.md");
});

test("every relative link to Markdown in the documentation leads to a page", () => {
  for (const slug of slugs) {
    const doc = readDoc(slug);
    if (doc === undefined) throw new Error(slug);
    const prose = doc.markdown.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`]*`/g, "");
    for (const [, link = ""] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/\.md(#|$)/.test(link)) expect(hrefOfLink(doc, link), `${doc.file}: ${link}`).toMatch(/^\/docs/);
    }
  }
});

test("pages of this site that a document names by the usual place are its own, whatever its port", () => {
  const stories = readDoc("demonstration");
  const links = [...(stories?.markdown ?? "").matchAll(/\]\((http:[^)]+)\)/g)].map(([, link = ""]) => link);
  expect(links.length).toBeGreaterThan(80);
  for (const link of links)
    expect(stories && hrefOfLink(stories, link)).toMatch(/^\/(?:providers\/prv_|cases\/case_)[a-z2-7]{26}$/);
});

test("the navigation has the groups of the start page, and all its links lead somewhere", () => {
  const nav = readDocNav();
  expect(nav.map(({ title }) => title)).toEqual([
    "Start here",
    "Who uses a provider",
    "Who runs a provider",
    "Who decides, and who runs an index",
    "Who checks, and who builds",
    "Look something up",
  ]);
  for (const { links } of nav)
    for (const { href } of links) expect(readDoc(href.replace(/^\/docs\/?/, "")), href).toBeDefined();
});
