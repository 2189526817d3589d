/**
 * Every kind of page in the whole demonstration, as axe sees it: `npm run bench -- axe-demonstration`. `npm test` looks at the
 * same pages with less on them.
 */
import { z } from "zod";
import { demoWorldSchema } from "#lib/contract/demonstration.ts";
import { ROUTES } from "./routes.ts";
import { expectAccessibleIn } from "./support/axe.ts";
import { expect, type Page, test } from "./support/test.ts";

/** A whole demonstration that is there already. */
const WHOLE = process.env.TOUCHSTONE_WALKS_URL;
const PARTS = 6;

const listSchema = z.object({ data: z.array(z.record(z.string(), z.unknown())) });

async function rows(path: string): Promise<z.infer<typeof listSchema>["data"]> {
  return listSchema.parse(await (await fetch(`${WHOLE}${path}`)).json()).data;
}

/** One of each kind that `kindOf` names. */
function eachKind<T>(all: readonly T[], kindOf: (one: T) => string): T[] {
  return [...new Map(all.toReversed().map((one) => [kindOf(one), one])).values()];
}

/** Addresses of what the market has published. */
async function pagesOfData(): Promise<string[]> {
  const [providers, cases, failures, definitions, maintainers, told] = await Promise.all([
    rows("/api/v1/providers?limit=200"),
    rows("/api/v1/cases?limit=200"),
    rows("/api/v1/failures"),
    rows("/api/v1/definitions"),
    rows("/api/v1/maintainers"),
    fetch(`${WHOLE}/api/v1/demonstration`).then((answer) => answer.json()),
  ]);
  const { stories } = z.object({ data: demoWorldSchema }).parse(told).data;
  const paths = stories.flatMap(({ links }) => links.map(({ path }) => path));
  const ids = providers.map(({ id }) => String(id));
  const [first = "", second = "", third = ""] = ids;
  const kinds = eachKind(
    cases,
    ({ state, claim, verdict }) => `${state} ${claim} ${JSON.stringify(verdict)?.slice(0, 60)}`,
  );
  return [
    ...eachKind(paths, (path) => (path.startsWith("/providers/") ? path : "")),
    ...kinds.flatMap(({ id }) => [`/cases/${id}`, `/cases/${id}/ruling`]),
    ...failures.map(({ id }) => `/failures/${String(id).split(".").slice(0, 2).join(".")}`),
    ...definitions.slice(0, 2).map(({ id }) => `/definitions/${id}`),
    ...maintainers.slice(0, 2).map(({ did }) => `/maintainers/${did}`),
    ...[`/compare?ids=${first},${second},${third}`, `/providers?view=map`, "/choose?need=storage&loss=50&currency=EUR"],
    ...[`/providers/${first}/solvency`, `/log/entries/9000`, "/?need=storage&loss=50&currency=EUR"],
  ];
}

/** Whom one may act as, and pages that show them more. */
const PEOPLE = [
  ["ada", "Ada", ["/operator", "/operator/disclosures", "/operator/keys", "/settings", "/following"]],
  ["mori", "Mori", ["/review", "/review?tab=all", "/maintainers/me"]],
  ["uma", "Uma", ["/settings", "/following", "/report"]],
] as const;

async function look(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("main")).toBeVisible();
  await expectAccessibleIn(page, `${path} of the demonstration`);
}

if (WHOLE !== undefined) {
  for (let part = 0; part < PARTS; part += 1)
    test(`pages of the demonstration, part ${part + 1} of ${PARTS}`, async ({ page }) => {
      test.setTimeout(900_000);
      const routes = ROUTES.filter((route) => !route.startsWith("/gallery"));
      const all = [...new Set([...routes, ...(await pagesOfData())])].filter((_, nth) => nth % PARTS === part);
      for (const path of all) await look(page, path);
    });
  for (const [id, name, paths] of PEOPLE)
    test(`what ${name} sees`, async ({ page }) => {
      test.setTimeout(300_000);
      await page.goto("/demonstration");
      await page.locator(`[data-persona=${id}]`).click();
      await expect(page.getByText(`You act as ${name}`)).toBeVisible({ timeout: 60_000 });
      for (const path of paths) await look(page, path);
    });
}
