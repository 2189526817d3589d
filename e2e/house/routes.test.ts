/** That axe looks at every page: a page without a row in `e2e/routes.ts` fails here, before any browser starts. */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { GALLERY_PAGES, ROUTES, ROUTES_OF_DATA } from "../routes.ts";

/** `/providers/[id]` and so on: every page of the application. */
const pages = globSync("app/**/page.tsx").map((file) => `/${path.posix.relative("app", path.posix.dirname(file))}`);

function isPage(page: string, route: string): boolean {
  const pattern = page.replaceAll(/\[\.\.\.\w+\]/g, ".+").replaceAll(/\[\w+\]/g, "[^/]+");
  return new RegExp(`^${pattern}$`).test(route);
}

test("axe looks at every page", () => {
  const unseen = pages.filter((page) => !(page in ROUTES_OF_DATA) && !ROUTES.some((route) => isPage(page, route)));
  expect(unseen).toEqual([]);
});

test("the tests that publish what a page shows do look at it", () => {
  for (const [page, { spec, state }] of Object.entries(ROUTES_OF_DATA)) {
    expect(pages, page).toContain(page);
    const look = new RegExp(`await expectAccessibleIn\\(\\w+, "${state}"\\);`);
    expect(readFileSync(`e2e/${spec}`, "utf8"), page).toMatch(look);
  }
});

test("every address that is visited is a page, but for the one that shows what happens without", () => {
  const strays = [...ROUTES, ...GALLERY_PAGES].filter((route) => !pages.some((page) => isPage(page, route)));
  expect(strays).toEqual(["/no-such-page"]);
});
