import { expect, test } from "./support/test.ts";

test("a ruling prints on A4 as a tagged document with its title, the address to check it at, and every hash whole", async ({
  page,
}) => {
  await page.goto("/gallery/ruling");
  const sheet = page.getByRole("main");
  await expect(sheet.getByText("(dissent)").first()).toBeVisible();
  await expect(sheet.getByText("3f9c".repeat(16), { exact: true }).first()).toBeVisible();
  const pdf = (await page.pdf({ tagged: true, preferCSSPageSize: true })).toString("latin1");
  // What a reader's software asks for first; the text itself is compressed.
  for (const part of ["/StructTreeRoot", "/MarkInfo", "/Lang (en)", "/S /H2"]) expect(pdf, part).toContain(part);
  expect(pdf).toMatch(/\/MediaBox \[0 0 59[45]\.\d* 84[12]\.\d*\]/);
  expect(pdf).toContain(`/URI (https://index.example/cases/case_${"b".repeat(26)})`);
});
