/**
 * An operator who has the set-up behind it, for journeys that begin there: the statements by the API, key and session by the
 * page's own code. `operator-journey.spec.ts` walks through the set-up as a person does.
 */
import type { Page } from "@playwright/test";
import { hexEncode } from "#lib/kernel/base.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Adopted } from "./adopt-account.ts";
import { expect } from "./expect.ts";
import { iifeOf } from "./iife.ts";
import { freshIdentity, type Index, type Operator, openIndex, publish, registerProvider } from "./publish.ts";

const NAME = "adopting";
let bundled: Promise<string> | undefined;

/** An account of that name, registered by the API, with key and session in the page's browser. The page is at the index. */
export async function adoptOperator(page: Page, index: Index, displayName: string): Promise<Operator> {
  bundled ??= iifeOf("e2e/support/adopt-account.ts", NAME);
  const account = { ...freshIdentity(), index, displayName };
  const spare = freshIdentity();
  const nextKeyDigest = hexEncode(sha256(publicKeyOfSeed(spare.seed)));
  const adopted: Adopted = { seed: [...account.seed], nextKeyDigest, spareThumbprint: spare.thumbprint };
  await publish(account, { kind: "participant.register", subject: account.did, body: { displayName, nextKeyDigest } });
  await page.evaluate(`${await bundled};${NAME}.adoptAccount(${JSON.stringify(adopted)})`);
  return account;
}

/** Leaves the page at `/operator`, at the next step: to list a provider, or to write the identity of the one given. */
export async function signUp(
  page: Page,
  displayName: string,
  provider?: { readonly name: string; readonly domain: string },
): Promise<void> {
  // The lightest page of this origin that may ask the index.
  await page.goto("/robots.txt");
  const account = await adoptOperator(page, await openIndex(page.url()), displayName);
  if (provider) await registerProvider(account, provider);
  await page.goto("/operator");
  const next = provider
    ? page.getByRole("link", { name: `Write the identity of ${provider.name}` })
    : page.getByLabel("Domain or address");
  // The first page of a browser that has no script yet.
  await expect(next).toBeVisible({ timeout: 30_000 });
}
