import fc from "fast-check";
import { isInnerList, parseDictionary, serializeInnerList } from "structured-headers";
import { expect, test } from "vitest";
import { readSignatureInput } from "./signature-input.ts";

test("the usual form is read as the parser of RFC 8941 reads it, letter by letter", () => {
  const text = fc.string({ unit: fc.constantFrom(...'aZ09 -_:;=,()"\\\x7f'), maxLength: 8 });
  const created = fc.constantFrom("0", "1", "007", "-1", "1.5", "999999999999999", "1000000000000000", "@1");
  const list = fc.constantFrom('("a" "b";req)', '("a"  "b")', "()", '("a" "a")', '("A")', '("(")', '("a";req=?1)');
  let read = 0;
  fc.assert(
    fc.property(list, created, text, text, (components, seconds, keyid, nonce) => {
      const member = `${components};created=${seconds};keyid="${keyid}";nonce="${nonce}";tag="t"`;
      const ours = readSignatureInput(member);
      if (!ours.ok) return;
      read += 1;
      const theirs = parseDictionary(`s=${member}`).get("s");
      if (theirs === undefined || !isInnerList(theirs)) throw new Error("the parser refuses it");
      expect(ours.value.text).toBe(serializeInnerList(theirs));
      expect([...ours.value.parameters]).toEqual([...theirs[1]]);
      expect(ours.value.components.map(({ name }) => name)).toEqual(theirs[0].map(([name]) => name));
    }),
    { seed: 20261126, numRuns: 2000 },
  );
  expect(read).toBeGreaterThan(100);
});
