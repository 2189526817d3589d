import { expect, test } from "vitest";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { TokenDesk } from "./tokens.ts";

const desk = (most?: number) => new TokenDesk(identityOfSeed(new Uint8Array(32).fill(5)), "did:key:z6Mk", most);

test("a token pays as often as it says, and no longer than its hour", () => {
  const tokens = desk();
  const bearer = `Bearer ${tokens.sell("2", 1000)}`;
  expect(tokens.spend(bearer, 1000)).toHaveProperty("id");
  expect(tokens.spend(bearer, 1001)).toHaveProperty("id");
  expect(tokens.spend(bearer, 1002)).toEqual({ refused: "The token is used up." });
  expect(tokens.spend(`Bearer ${tokens.sell("2", 1000)}`, 4600)).toEqual({ refused: "The token is not in force." });
});

test("tokens that ended or are used up are forgotten, and while so many are alive none is sold", () => {
  const tokens = desk(2);
  const spent = tokens.sell("1", 1000);
  const kept = tokens.sell("5", 1001);
  expect(tokens.sell("1", 1002)).toBeUndefined();
  tokens.spend(`Bearer ${spent}`, 1003);
  expect(tokens.sell("1", 1004)).toBeDefined();
  expect(tokens.sell("1", 1005)).toBeUndefined();
  expect(tokens.spend(`Bearer ${kept}`, 1006)).toHaveProperty("id");
  expect(tokens.sell("1", 4602)).toBeDefined();
});
