/** What an agent buys, and when it buys again: never at the price of a token for each call. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { asInstant } from "#lib/kernel/instant.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { TokenDesk } from "../provider/tokens.ts";
import { Wallet } from "./wallet.ts";

const NOW = asInstant(1_900_000_000);
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A provider that sells tokens of an hour. `forgets`: it starts again before its call of that number, from 1; `never`: it takes none. */
async function selling({ forgets = [], never = false }: { forgets?: readonly number[]; never?: boolean } = {}) {
  const key = identityOfSeed(new Uint8Array(32).fill(9));
  const fresh = () => new TokenDesk(key, key.did);
  let desk = fresh();
  const did = { sold: 0, asked: 0 };
  const restarts = new Set(forgets);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.url === "/tokens") {
      did.sold += 1;
      const { quantity } = JSON.parse(Buffer.concat(chunks).toString());
      return response.writeHead(201).end(JSON.stringify({ token: desk.sell(quantity, NOW) }));
    }
    did.asked += 1;
    if (restarts.has(did.asked)) desk = fresh();
    const spent = never ? { refused: "Never." } : desk.spend(request.headers.authorization, NOW);
    return response.writeHead("refused" in spent ? 402 : 200).end();
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  let ms = 0;
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const wallet = new Wallet(url, new AbortController().signal, () => ms);
  const pay = async (calls: number) => {
    const got: (number | string)[] = [];
    for (let at = 0; at < calls; at++)
      got.push(
        await wallet.pay({ method: "GET", target: "/" }).then(
          ({ response }) => response.status,
          (error: Error) => error.message.replace(/^\S+ /, ""),
        ),
      );
    return got;
  };
  const pass = (passed: number) => {
    ms += passed;
  };
  return { wallet, did, pay, pass };
}

const NOT_TAKEN = "does not take the token that it sold: none is bought before its end.";

test("a token is bought when the one before is used up, or some seconds before it ends", async () => {
  const { wallet, did, pay, pass } = await selling();
  wallet.bound(3);
  expect([await pay(4), did.sold, wallet.left]).toEqual([[200, 200, 200, 200], 2, 2]);
  pass(3_589_999);
  expect([wallet.left, await pay(1), did.sold]).toEqual([2, [200], 2]);
  pass(1);
  expect([wallet.left, await pay(1), did.sold]).toEqual([0, [200], 3]);
});

test("a provider that starts again and forgets its tokens loses no call, and is paid once more", async () => {
  const { did, pay } = await selling({ forgets: [3] });
  expect([await pay(5), did]).toEqual([[200, 200, 200, 200, 200], { sold: 2, asked: 6 }]);
});

test("a provider that forgets each token is not paid for each call: none is bought before the second one's end", async () => {
  const { wallet, did, pay, pass } = await selling({ forgets: [2, 4, 6] });
  // The third one is refused, and was no fault of any signature.
  expect([await pay(4), did.sold]).toEqual([[200, 200, 402, NOT_TAKEN], 2]);
  expect(wallet.left).toBe(0);
  pass(3_600_000);
  expect([await pay(2), did.sold]).toEqual([[200, 200], 4]);
});

test("a provider that takes none of its tokens sells one", async () => {
  const { wallet, did, pay } = await selling({ never: true });
  wallet.bound(1);
  expect([await pay(3), did.sold]).toEqual([[402, NOT_TAKEN, NOT_TAKEN], 1]);
});
