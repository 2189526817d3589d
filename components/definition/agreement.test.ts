import { expect, test } from "vitest";
import { agreementTitle, seenWords } from "./agreement-words.ts";

const rows = (...differs: number[]) => differs.map((count, nth) => ({ name: `S${nth}`, differs: count }));

test("the heading says how many agree, and who does not", () => {
  expect(agreementTitle(rows())).toBe("Services under it");
  expect(agreementTitle(rows(0))).toBe("The one service seen answers as it says");
  expect(agreementTitle(rows(0, 0, 0))).toBe("3 services agree");
  expect(agreementTitle(rows(2, 0, 0))).toBe("Of 3 services, S0 answered otherwise than it says");
  expect(agreementTitle(rows(1, 1, 1, 1, 0))).toBe("Of 5 services, 4 of them answered otherwise than it says");
  expect(agreementTitle(rows(1, 1))).toBe("2 services answered otherwise than it says");
});

test("what was seen is counted by who showed it", () => {
  expect(seenWords({ agrees: 1, differs: 0 })).toBe("right for one who showed one");
  expect(seenWords({ agrees: 3, differs: 1 })).toBe("wrong for 1 of 4 who showed one");
  expect(seenWords({ agrees: 0, differs: 2 })).toBe("wrong for 2 who showed one");
});
