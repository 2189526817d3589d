/** What a page costs before anything is pressed: the scripts that its HTML names, compressed. */
import { gzipSync } from "node:zlib";
import { ROUTES } from "./routes.ts";
import { openIndex, registerOperator, registerProvider } from "./support/publish.ts";
import { lieUnder, publishPrices, report } from "./support/publish-evidence.ts";
import { expect, test } from "./support/test.ts";

/** Bytes. Pages of operators, maintainers and administrators, and the gallery, which signs and shows everything, are not for passers-by. */
const LIMIT = 185_000;
const PUBLIC = ROUTES.filter(
  (route) => !/^\/(operator|gallery|sign-in|setup|settings|admin|review|maintainers\/me)\b/.test(route),
);

test("no public page asks for more than 185 kB of scripts at first", async ({ request, baseURL }) => {
  const weights = new Map<string, number>();
  const weigh = async (script: string): Promise<number> => {
    const weight = weights.get(script) ?? gzipSync(await (await request.get(script)).body()).length;
    weights.set(script, weight);
    return weight;
  };
  const heavy: string[] = [];
  const operator = await registerOperator(await openIndex(baseURL ?? ""), "Weighed Operations");
  const listed = await registerProvider(operator, { name: "Weighed Storage", domain: "weighed.example" });
  const lie = await lieUnder(await publishPrices(operator));
  const found = await report(operator.index, lie.bundle, lie.liar.did);
  for (const route of [...PUBLIC, `/providers/${listed.id}`, `/cases/${found}`]) {
    const html = await (await request.get(route)).text();
    // Polyfills for browsers of another age, which others do not fetch, are marked noModule.
    const tags = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/\bnomodule\b/i.test(tag));
    const scripts = new Set(tags.flatMap((tag) => /\ssrc="([^"]+)"/.exec(tag)?.[1] ?? []));
    expect(scripts.size, `${route} names its scripts`).toBeGreaterThan(5);
    let sum = 0;
    for (const script of scripts) sum += await weigh(script);
    if (sum > LIMIT) heavy.push(`${route}: ${sum} bytes`);
  }
  expect(heavy).toEqual([]);
});
