/** Keys as their owner, a colleague and a thief use them: in the browser, on the command line, and over the API. */
import { randomBytes, webcrypto } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { decryptKeyFile, type EncryptedKeyFile } from "#lib/platform/key-files/encrypted-file.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { touchstone } from "./support/command.ts";
import { listProvider, PASSPHRASE, registerOperator, saveSpare } from "./support/operator.ts";
import {
  identityBody,
  openIndex,
  publish,
  publishKey,
  registerOperator as registerByApi,
  registerProvider,
  signed,
} from "./support/publish.ts";
import { leaksOf, listen } from "./support/secrets.ts";
import { signUp } from "./support/signed-up.ts";
import { expect, type Page, test } from "./support/test.ts";

async function importKey(page: Page, seed: Buffer, label: string, purpose: string): Promise<void> {
  await page.getByLabel("Key or key file").fill(seed.toString("hex"));
  await page.getByLabel("Label", { exact: true }).last().fill(label);
  await page.getByLabel("Purpose", { exact: true }).last().selectOption(purpose);
  await page.getByRole("button", { name: "Import this key" }).click();
  // Kept in the browser only now: whoever leaves the page before loses it.
  await expect(page.getByText(label, { exact: true }).first()).toBeVisible();
}

/** The seed inside a spare key's file: what must never have left the browser. */
async function seedOf(file: string): Promise<Buffer> {
  const parsed: EncryptedKeyFile = JSON.parse(file);
  const seed = await decryptKeyFile(parsed, PASSPHRASE, webcrypto.subtle as SubtleCrypto);
  if (typeof seed === "string") throw new Error(`The spare key's file does not open: ${seed}`);
  return Buffer.from(seed);
}

test("a key is imported, published, rotated, revoked as stolen and recovered, and no private byte travels", async ({
  page,
  browser,
  baseURL,
}) => {
  test.slow();
  const [account, disclosure] = [randomBytes(32), randomBytes(32)];
  const own = identityOfSeed(new Uint8Array(disclosure));
  const shortName = own.thumbprint.slice(0, 6);
  const sent = listen(page);
  await page.goto("/settings");
  await page.getByText("Import a key").click();
  await importKey(page, account, "Account key", "control");
  await page.goto("/operator");
  const spare = await saveSpare(page);
  await registerOperator(page, "Rotating Operations");
  await listProvider(page, "Wheel", "wheel.example");

  await test.step("a key for one purpose is the first, so it signs at once", async () => {
    await page.goto("/operator/keys");
    await page.getByText("Import a key that was made elsewhere").click();
    await importKey(page, disclosure, "Server key", "disclosure");
    await page.getByText("Use a separate key").click();
    await page.getByLabel("Which key").selectOption(own.thumbprint);
    await page.getByRole("button", { name: "Sign and publish the key" }).click();
    await expect(page.getByText("It is the first of its purpose, so it signs at once.")).toBeVisible();
  });

  await test.step("rotation: both sign, the new one after a day, the old one until its end", async () => {
    await page.getByRole("button", { name: `Rotate Disclosures key ${shortName}` }).click();
    await page.getByRole("button", { name: "Make the new key and sign" }).click();
    // Two statements, each recorded and read before the next.
    await expect(page.getByText("Both statements are in the log")).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press("Escape");
    const keys = page.getByRole("listitem").filter({ hasText: "Disclosures" });
    await expect(keys.filter({ hasText: "retiring" }).first()).toContainText("overlaps with its successor");
    await expect(keys.filter({ hasText: "pending" }).first()).toContainText("A later key waits");
  });

  await test.step("theft: the list of what changes, then the end at once, and the time of doubt on the page", async () => {
    await page.getByRole("button", { name: `Revoke Disclosures key ${shortName}` }).click();
    await page.getByLabel("In other hands since").fill(new Date(Date.now() - 3_600_000).toISOString().slice(0, 16));
    await expect(page.getByText("contested when made before that time")).toBeVisible();
    await page.getByRole("button", { name: "Sign and revoke" }).click();
    await expect(page.getByText("Revoked, for everybody")).toBeVisible();
    await page.keyboard.press("Escape");
    await page.goto("/providers?q=Wheel");
    await page.getByRole("link", { name: "Wheel" }).first().click();
    const table = page.getByRole("table", { name: "Signing keys of Wheel" });
    await expect(table.getByRole("row").filter({ hasText: "revoked" })).toContainText("compromised since");
    await expect(page.getByText("in doubt: perhaps in other hands", { exact: true })).toBeVisible();
  });

  const provider = page.url();
  const signWithSpare = async (button: string) => {
    await page.getByLabel("Spare key file").fill(spare);
    await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
    await page.getByRole("button", { name: `${button}, with the spare key` }).click();
  };
  const recovery = await test.step("a recovery key is made, kept away, and named by the spare key", async () => {
    await page.goto("/operator/keys");
    await page.getByRole("button", { name: "Name a recovery key" }).click();
    const file = await saveSpare(page, "Make the recovery key");
    await signWithSpare("Sign and name it");
    await expect(page.getByText("From this entry on it is the recovery key.")).toBeVisible();
    return file;
  });

  const nextSpare =
    await test.step("another device recovers: what follows stands there first, and it takes 7 days", async () => {
      const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
      const device = await context.newPage();
      const heard = listen(device);
      await device.goto("/operator/restore");
      await device.getByLabel("Recovery key file").fill(spare);
      await device.getByLabel("Passphrase of the recovery key").fill(PASSPHRASE);
      await device.getByRole("button", { name: "Open the recovery key" }).click();
      await expect(device.getByText("No account has this recovery key.")).toBeVisible();
      await device.getByLabel("Recovery key file").fill(recovery);
      await device.getByLabel("Passphrase of the recovery key").fill(PASSPHRASE);
      await device.getByRole("button", { name: "Open the recovery key" }).click();
      await device.getByText("I still have it elsewhere").click();
      await expect(device.getByText("Whoever holds the spare key can veto it")).toBeVisible();
      const next = await saveSpare(device);
      await device.getByRole("button", { name: "Sign and announce the new key" }).click();
      await expect(device.getByText("A new account key is announced")).toBeVisible();
      await context.close();
      for (const secret of [await seedOf(recovery), await seedOf(next), Buffer.from(PASSPHRASE)])
        expect(leaksOf(heard, secret)).toEqual([]);
      return next;
    });

  await test.step("it is seen where people look, and the spare key vetoes it", async () => {
    await page.goto(provider);
    await expect(page.getByText("Its operator’s account key is about to be replaced")).toBeVisible();
    const set = await page.request.get(`/.well-known/touchstone/${provider.split("/").at(-1)}/jwks.json`);
    expect((await set.json()).recovery).toMatchObject({ in_force_from: expect.any(String) });
    await page.goto("/operator");
    await expect(page.getByText("The recovery key announced a new account key")).toBeVisible();
    await page.getByRole("button", { name: "It was not me: veto it" }).click();
    await signWithSpare("Veto it");
    await expect(page.getByText("Vetoed: the announced key will never be in force")).toBeVisible();
  });

  const posted = sent.filter((bytes) => bytes.includes("key.retire"));
  expect(posted.length, "the listener hears request bodies").toBeGreaterThan(0);
  for (const secret of [account, disclosure, Buffer.from(PASSPHRASE)]) expect(leaksOf(sent, secret)).toEqual([]);
  for (const file of [spare, recovery, nextSpare]) expect(leaksOf(sent, await seedOf(file))).toEqual([]);
});

test("export is refused by default, with the reason, and by the browser itself", async ({ page }) => {
  await page.goto("/operator");
  await page.getByRole("button", { name: "Make my signing key" }).click();
  await expect(page.getByLabel("Passphrase", { exact: true })).toBeVisible();
  await page.goto("/settings");
  await page.getByRole("button", { name: "Do something with Account key" }).click();
  await page.getByRole("menuitem", { name: "Export as encrypted file" }).click();
  const dialog = page.getByRole("dialog", { name: "Account key cannot be exported" });
  await expect(dialog).toContainText("gives its bytes to nobody");
  await expect(dialog.getByRole("button", { name: /Download/ })).toHaveCount(0);
  const answer = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("touchstone-keys");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const [record] = await new Promise<{ privateKey: CryptoKey }[]>((resolve, reject) => {
      const request = database.transaction("keys").objectStore("keys").getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    if (record === undefined) return "no key";
    const tries = (["pkcs8", "jwk", "raw"] as const).map((format) =>
      crypto.subtle.exportKey(format, record.privateKey).then(
        () => "given",
        () => "refused",
      ),
    );
    return (await Promise.all(tries)).join(" ");
  });
  expect(answer).toBe("refused refused refused");
});

test("a thief with the account key cannot lock out the owner of the spare key", async ({ page, baseURL }) => {
  test.slow();
  const seed = randomBytes(32);
  await page.goto("/settings");
  await page.getByText("Import a key").click();
  await importKey(page, seed, "Account key", "control");
  await page.goto("/operator");
  const spare = await saveSpare(page);
  await registerOperator(page, "Robbed Operations");

  const index = await openIndex(baseURL ?? "");
  const thief = { ...identityOfSeed(new Uint8Array(seed)), index };
  const his = identityOfSeed(new Uint8Array(randomBytes(32)));
  const form = async () => {
    const answer = await fetch(`${index.baseUrl}/api/v1/participants/${thief.did}`);
    return (await answer.json()).data.form;
  };
  const { slots } = await form();
  const update = { kind: "participant.update", subject: thief.did, prev: slots.participant } as const;
  const revoke = { thumbprint: thief.thumbprint, reason: "ceased" };
  for (const said of [
    { ...update, body: { nextKeyDigest: "0".repeat(64) } },
    { ...update, body: { nextKeyDigest: null, publicKey: thief.did } },
    { ...update, body: { recoveryKey: his.did } },
    { ...update, body: { threshold: 1 } },
    { kind: "key.revoke", subject: thief.did, body: revoke } as const,
  ])
    await expect(publish(thief, said), JSON.stringify(said.body)).rejects.toThrow("no-authority");
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const grant = { member: his.did, scopes: ["keys"], providers: "all", until };
  await publish(thief, { kind: "member.grant", subject: thief.did, body: grant });
  await publish(thief, { ...update, body: { displayName: "Stolen Operations" } });

  await page.goto("/operator/restore");
  await page.getByLabel("Spare key file").fill(spare);
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.getByRole("button", { name: "Open the spare key" }).click();
  await page.getByText("Somebody else may have it").click();
  // What he set up lately is chosen already, to be ended in the same act.
  await expect(page.getByRole("checkbox", { name: `Member ${his.did.slice(-6)}` })).toBeChecked();
  await saveSpare(page);
  await page.getByRole("button", { name: "Sign and replace the key" }).click();
  await expect(page.getByText("A new key of Stolen Operations lives in this browser")).toBeVisible();
  const after = await form();
  expect(after.nextKeyDigest).not.toBeNull();
  expect(after.members).toEqual([]);
  const rename = { ...update, prev: after.slots.participant, body: { displayName: "Mine" } };
  await expect(publish(thief, rename)).rejects.toThrow("key-not-active");
});

test("a revocation that races a disclosure: the order of the log decides, in the API and on the pages", async ({
  page,
  baseURL,
}) => {
  const index = await openIndex(baseURL ?? "");
  const operator = await registerByApi(index, "Racing Operations");
  const provider = await registerProvider(operator, { name: "Racer" });
  const { key, recorded } = await publishKey(provider, "disclosure");
  const disclosure = signed(
    { ...operator, seed: key.seed, thumbprint: key.thumbprint },
    { kind: "disclosure.identity", subject: provider.id, body: identityBody() },
  );
  const body = { thumbprint: key.thumbprint, reason: "compromised" };
  const revoke = signed(operator, { kind: "key.revoke", subject: provider.id, prev: recorded.hash, body });
  const post = async (bytes: Uint8Array) => {
    const answer = await fetch(`${index.baseUrl}/api/v1/statements`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.from(bytes),
    });
    return answer.status;
  };
  const [raced] = await Promise.all([post(disclosure.bytes), post(revoke.bytes)]);
  const entryOf = async (hash: string) => {
    const answer = await fetch(`${index.baseUrl}/api/v1/statements/${hash}`);
    return answer.ok ? (await answer.json()).data : undefined;
  };
  await expect.poll(async () => (await entryOf(revoke.hash))?.effect?.status).toBe("effective");
  const end = await entryOf(revoke.hash);
  const said = raced === 409 || raced === 403 ? undefined : await entryOf(disclosure.hash);
  const stands = said !== undefined && said.index < end.index;
  if (said !== undefined) expect(said.effect.status).toBe(stands ? "effective" : "void");

  await page.goto(`/providers/${provider.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Racer" })).toBeVisible();
  await expect(page.getByText("Halden Storage GmbH").first()).toBeVisible({ visible: stands });
  if (said !== undefined) {
    await page.goto(`/log/entries/${said.index}`);
    await expect(page.getByText("That signing key is not active").first()).toBeVisible({ visible: !stands });
  }
});

test("a colleague beats in the operator's name until her grant ends, and the command line drives keys", async ({
  page,
  baseURL,
}) => {
  test.slow();
  const home = mkdtempSync(path.join(tmpdir(), "touchstone-keys-"));
  const run = async (...args: string[]) => {
    const ran = await touchstone(home, ...args);
    expect(ran.code, `${args.join(" ")}\n${ran.err}`).toBe(0);
    return ran.out;
  };
  try {
    await signUp(page, "Colleague Operations", { name: "Bench", domain: "bench.example" });
    await run("keys", "new", "mia", "--purpose", "control");
    const [mia] = JSON.parse(await run("keys", "list", "--json")) as { did: string }[];
    await page.goto("/operator/members");
    await page.getByRole("button", { name: "Sign and add" }).click();
    await expect(page.getByText("Must be a did:key, such as did:key:z6Mk…")).toBeVisible();
    await page.getByLabel("did:key of the member").fill(mia?.did ?? "");
    await page.getByRole("checkbox", { name: /^Publish/ }).uncheck();
    await page.getByRole("checkbox", { name: /^Heartbeats/ }).check();
    await page.getByRole("checkbox", { name: /^Keys/ }).check();
    await page.getByRole("button", { name: "Sign and add" }).click();
    await expect(page.getByText("From this entry on it may act in your name.")).toBeVisible();

    const index = await openIndex(baseURL ?? "");
    const { data } = await (await fetch(`${index.baseUrl}/api/v1/entries?kind=member.grant&limit=1`)).json();
    const operator: string = data[0].issuer;
    const own = await (await fetch(`${index.baseUrl}/api/v1/providers?operator=${operator}`)).json();
    const provider: string = own.data[0].id;
    const at = ["--url", index.baseUrl, "--provider", provider, "--key", "mia"];
    await run("heartbeat", ...at, "--software", "prex 1", "--in-name-of", operator);
    const named = [...at, "--in-name-of", operator, "--purpose", "response"];
    await run("keys", "new", "answers", "--purpose", "response");
    await run("keys", "add", "answers", ...named);
    await run("keys", "rotate", "answers", "--to", "answers-2", ...named, "--overlap", "2d");
    await run("keys", "revoke", "answers", ...named, "--reason", "ceased");
    const directory = await fetch(`${index.baseUrl}/.well-known/touchstone/${provider}/jwks.json`);
    const set = await directory.json();
    expect(set.past_keys.map(({ state }: { state: string }) => state)).toEqual(["revoked"]);
    expect(set.history.map(({ event }: { event: string }) => event)).toContain("retiring");

    await page.reload();
    await page.getByRole("button", { name: /^End the rights of/ }).click();
    await page.getByRole("button", { name: "Sign and end them" }).click();
    await expect(page.getByText("From this entry on it does nothing in your name.")).toBeVisible();
    const late = await touchstone(home, "heartbeat", ...at, "--software", "prex 1", "--in-name-of", operator);
    expect([late.code, late.err]).toEqual([2, expect.stringContaining("no-authority")]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
