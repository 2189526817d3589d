import { afterEach, expect, test } from "vitest";
import { freePort } from "#lib/platform/node-ports.ts";
import { openProgressPage, type ProgressPage } from "./progress-page.ts";

const WORLD = { seed: "prex-1", start: "2024-12-01T00:00:00.000Z", now: "2026-12-01T00:00:00.000Z" };

let page: ProgressPage | undefined;
afterEach(() => page?.close());

test("whoever comes while the demonstration is made reads how far it is, and is told to come again", async () => {
  const port = await freePort();
  page = await openProgressPage(port, WORLD);
  page.say({ stage: "Two years pass", beside: "Its pages are built.", entries: 5_700, at: "2025-12-01T00:00:00.000Z" });
  const answer = await fetch(`http://127.0.0.1:${port}/providers`);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
  const html = await answer.text();
  expect(html).toContain("Its pages are built.");
  expect(html).toContain("5,700");
  expect(html).toContain("2025-12-01");
  // Its own script and style are allowed by hash, and nothing else runs.
  expect(answer.headers.get("content-security-policy")).toMatch(/script-src 'sha256-[^ ]+'; style-src 'sha256-/);
  expect(await (await fetch(`http://localhost:${port}/making.json`)).json()).toMatchObject({
    ...{ stage: "Two years pass", beside: "Its pages are built.", entries: 5_700, share: 0.5 },
  });
  await page.close();
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});
