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
import { freshIdentity, openIndex, publish, registerProvider } from "./publish.ts";

const NAME = "adopting";
let bundled: Promise<string> | undefined;

/** Leaves the page at `/operator`, at the next step: to list a provider, or to write the identity of the one given. */
export async function signUp(
  page: Page,
  displayName: string,
  provider?: { readonly name: string; readonly domain: string },
): Promise<void> {
  bundled ??= iifeOf("e2e/support/adopt-account.ts", NAME);
  // The lightest page of this origin that may ask the index.
  await page.goto("/robots.txt");
  const account = { ...freshIdentity(), index: await openIndex(page.url()), displayName };
  const spare = freshIdentity();
  const nextKeyDigest = hexEncode(sha256(publicKeyOfSeed(spare.seed)));
  const adopted: Adopted = { seed: [...account.seed], nextKeyDigest, spareThumbprint: spare.thumbprint };
  await publish(account, { kind: "participant.register", subject: account.did, body: { displayName, nextKeyDigest } });
  const script = await bundled;
  await Promise.all([
    provider && registerProvider(account, provider),
    page.evaluate(`${script};${NAME}.adoptAccount(${JSON.stringify(adopted)})`),
  ]);
  await page.goto("/operator");
  const next = provider
    ? page.getByRole("link", { name: `Write the identity of ${provider.name}` })
    : page.getByLabel("Domain or address");
  // The first page of a browser that has no script yet.
  await expect(next).toBeVisible({ timeout: 30_000 });
}
