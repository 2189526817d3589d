import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, type Page, test } from "@playwright/test";
import { CORNERS, expectAccessibleIn } from "./support/axe.ts";
import { touchstone } from "./support/command.ts";
import { expect } from "./support/expect.ts";
import { listProvider, proveName } from "./support/operator.ts";
import { openIndex, registerOperator } from "./support/publish.ts";
import { signUp } from "./support/signed-up.ts";

async function operatorIn(browser: Browser, name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signUp(page, name);
  return page;
}

test("a provider is offered from one browser to another: offered, withdrawn, offered again and announced to all; what follows is said before each signature", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const ada = await operatorIn(browser, "Giving Operations");
  const bo = await operatorIn(browser, "Taking Operations");
  await bo.getByRole("link", { name: "Have it handed over to you" }).click();
  await expect(bo.getByText("Nothing waits for a signature")).toBeVisible();
  const did = (await bo.getByText(/^did:key:z6Mk\w{44}$/).textContent()) ?? "";

  // A key proves the name: that proof ends with the handover, and it is said so.
  const proof = await proveName((await ada.getByText(/touchstone -- prove/).textContent()) ?? "");
  await ada.getByRole("textbox", { name: "Proof" }).fill(proof);
  await expect(ada.getByText("Verified here: signed by")).toBeVisible();
  await listProvider(ada, "Handed Instance", "handed.halden.example");
  const offer = async () => {
    await ada.goto("/operator/handover");
    await ada.getByLabel("did:key of the new operator").fill(did);
    await expect(ada.getByText("It goes to Taking Operations")).toBeVisible();
    await expect(ada.getByText(/1 proof of its name by key.* its name is unproven\./)).toBeVisible();
    await ada.getByRole("button", { name: "Sign the offer" }).click();
    await expect(ada.getByText(/^Recorded as entry/)).toBeVisible();
  };
  await offer();
  await ada.getByRole("link", { name: "See the offer, or withdraw it" }).click();
  await ada.getByRole("button", { name: "Withdraw the offer" }).click();
  await expect(ada.getByText(/^Withdrawn: its name was said again/)).toBeVisible();
  await bo.reload();
  await expect(bo.getByText(/^Withdrawn: the provider was changed since/)).toBeVisible();
  await expect(bo.getByRole("button", { name: "Sign and take it over" })).toHaveCount(0);

  await offer();
  await bo.goto("/operator");
  await bo.getByRole("link", { name: "Read what follows" }).click();
  // It can take effect after 72 hours, which the fold's own tests pass in a moment.
  const take = bo.getByRole("button", { name: "Sign and take it over" });
  await expect(take).toBeDisabled();
  await expect(bo.getByText(/^Can take effect from 20/)).toBeVisible();
  await bo.getByText("The exact offer, whose hash you sign").click();
  await expect(bo.getByText(/"kind": ?"provider\.transfer"/)).toBeVisible();
  await expectAccessibleIn(bo, "offers", CORNERS);

  const listed = await ada.request.get("/api/v1/providers?limit=200");
  const rows: { form: { id: string; name: string } }[] = (await listed.json()).data;
  const id = rows.find(({ form }) => form.name === "Handed Instance")?.form.id ?? "";
  await bo.goto(`/providers/${id}`);
  await expect(bo.getByText(/offers to hand it over to/)).toContainText("Taking Operations");
  await linkFromTheCommandLine(ada, id);
});

/** A third operator lists, links and claims without a browser; the browser's operator signs the link. */
async function linkFromTheCommandLine(operator: Page, other: string): Promise<void> {
  const index = await openIndex(process.env.TOUCHSTONE_E2E_URL ?? "");
  const cleo = await registerOperator(index, "Cleo Operations");
  const home = mkdtempSync(path.join(tmpdir(), "touchstone-home-"));
  const run = async (...args: string[]) => {
    const { code, out, err } = await touchstone(home, ...args);
    expect(`${code} ${err}`).toMatch(/^0 /);
    return out;
  };
  const at = ["--key", "cleo", "--url", index.baseUrl];
  try {
    writeFileSync(path.join(home, "seed"), Buffer.from(cleo.seed).toString("hex"));
    await run("keys", "import", "cleo", path.join(home, "seed"), "--purpose", "control");
    await run("providers", "register", "--kind", "service", "--name", "Cleo Shop", ...at);
    const listed = await operator.request.get(`/api/v1/providers?operator=${encodeURIComponent(cleo.did)}`);
    const shop: string = (await listed.json()).data[0].id;
    const link = ["providers", "link", shop, "--other", other, "--relation", "sells-tokens-of", ...at];
    expect(await run(...link, "--dry-run")).toContain('"kind": "provider.link"');
    await run(...link);
    expect(await run("providers", "offers", ...at)).toContain("link of Cleo Shop");
    await operator.goto("/operator/offers");
    await operator.getByRole("button", { name: "Sign the link" }).click();
    await expect(operator.getByText("The link stands on both pages.")).toBeVisible();
    await operator.goto(`/providers/${other}`);
    await expect(operator.getByText(/^Its tokens are sold by/)).toBeVisible();

    const key = JSON.parse(await run("--json", "keys", "new", "token", "--purpose", "token")) as { did: string };
    const refused = await touchstone(
      home,
      "providers",
      "claim",
      key.did,
      "--kind",
      "instance",
      "--name",
      "Known",
      ...at,
    );
    expect(refused.err).toMatch(/--provider prv_[a-z2-7]{26} --operator/);
    const id = /--provider (prv_[a-z2-7]{26})/.exec(refused.err)?.[1] ?? "";
    const asked = ["--log", index.origin, "--operator", cleo.did];
    writeFileSync(path.join(home, "proof"), await run("prove", ...asked, "--provider", id, "--key", "token"));
    const claim = ["providers", "claim", key.did, "--proof", path.join(home, "proof"), "--kind", "instance"];
    await run(...claim, "--name", "Known by key", ...at);
    const claimed = await operator.request.get(`/api/v1/providers/${id}`);
    expect((await claimed.json()).data.form).toMatchObject({ operator: cleo.did, provenBy: [key.did] });
    expect((await touchstone(home, ...claim, "--name", "Again", ...at)).err).toContain("is claimed already");
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
