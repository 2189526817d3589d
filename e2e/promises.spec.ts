import path from "node:path";
import { base64Encode } from "#lib/kernel/base.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { signNote } from "#lib/log/note.ts";
import { formatPromise, promiseOf } from "#lib/log/promise.ts";
import { noteSignerOf, readKeyFile } from "#lib/server/crypto/key-on-file.ts";
import { freshIdentity, type Index, openIndex, publish, signed } from "./support/publish.ts";
import { expect, type Page, test } from "./support/test.ts";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

let index: Index;

test.beforeAll(async ({ baseURL }) => {
  index = await openIndex(baseURL ?? "");
});

/** What the index's own promise key signs for a statement that came in so many seconds ago. */
function promiseOfIndex(hash: StatementHash, secondsAgo: number): string {
  const key = readKeyFile(path.join(process.env.TOUCHSTONE_E2E_DATA ?? "", "keys", "promise.json"), "promise");
  const signer = noteSignerOf(key, `${index.origin}/promise`);
  return signNote(formatPromise(promiseOf(index.origin, hash, Math.floor(Date.now() / 1000) - secondsAgo)), [signer]);
}

/** As an earlier visit left it in this browser. */
async function keep(page: Page, hash: StatementHash, secondsAgo: number): Promise<void> {
  const item = {
    hash,
    kind: "participant.register",
    subject: "did:key:z",
    issuer: "did:key:z",
    bytes: base64Encode(new Uint8Array()),
    signedAt: new Date(Date.now() - secondsAgo * 1000).toISOString(),
    promise: promiseOfIndex(hash, secondsAgo),
  };
  await page.addInitScript(
    ([key = "", text = ""]) => window.localStorage.setItem(key, text),
    [`touchstone-outbox/${hash}`, JSON.stringify(item)],
  );
}

const newcomer = () => ({ ...freshIdentity(), index });

test("promises of an earlier visit: one is late, the kept one turns into its receipt", async ({ page }) => {
  const [kept, missing] = [newcomer(), newcomer()];
  const said = { kind: "participant.register", subject: kept.did, body: { displayName: "Kept" } } as const;
  const { hash, index: entry } = await publish(kept, said);
  const other = signed(missing, { ...said, subject: missing.did });
  await keep(page, hash, 2 * MINUTE);
  await keep(page, other.hash, 5 * MINUTE);
  await page.goto("/verify");
  const promises = page.getByRole("region", { name: "Promises that this browser keeps" });
  await expect(promises.getByText(`Recorded as entry ${entry.toLocaleString("en-US")}.`)).toBeVisible();
  await expect(promises.getByText(/^Late: it should have been public by/)).toBeVisible();
});

test("a day later the promise is checked; without a watcher of one's own nothing can be proven, and the page says why", async ({
  page,
}) => {
  const { hash } = signed(newcomer(), { kind: "participant.register", subject: freshIdentity().did, body: {} });
  await keep(page, hash, DAY + 5 * MINUTE);
  await page.goto(`/verify#promise-${hash}`);
  const result = page.getByRole("region", { name: "Result" });
  await expect(result.getByText(/^It holds\./)).toBeVisible();
  await result.getByRole("button", { name: "Ask for the receipt" }).click();
  await expect(result.getByText(/^Overdue: .* The index gives no receipt\.$/)).toBeVisible();
  await page.getByText("I know watchers that must have signed").click();
  await page.getByRole("textbox", { name: "Watcher policy" }).fill("quorum none");
  await result.getByRole("button", { name: "Build the proof" }).click();
  await expect(result.getByText("It cannot be proven yet.")).toBeVisible();
  await expect(result.getByText(/The policy names no watcher/)).toBeVisible();
});
