/** A page drawn once and given to many: each copy has its reader's nonce wherever the page put one, and nothing else moves. */
import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cutPage, type DrawnPage, packedBytes, packPage, plainBytes } from "./drawn-page.ts";

const nonce = () => randomBytes(16).toString("base64");
const script = (by: string, text: string) =>
  `<script nonce="${by}">self.__next_f.push([1,${JSON.stringify(text).replaceAll("<", "\\u003c")}])</script>`;
const drawn = (html: string, standIn: string) =>
  cutPage({ status: 200, headers: [["Link", `</a>; nonce="${standIn}"`]], html: Buffer.from(html) }, standIn);
const textOf = (page: DrawnPage, by: string) => Buffer.concat(plainBytes(page, by).chunks).toString();

function need(page: DrawnPage | undefined): DrawnPage {
  if (page === undefined) throw new Error("The page is not kept.");
  return page;
}

test("each copy, plain and compressed, is the page with its reader's nonce for the stand-in, in body and headers", async () => {
  const standIn = nonce();
  // Repeated words and long parts, so that repetitions reach back over many nonces.
  const part = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("providers ".repeat(900), "", "é".repeat(3000)),
  );
  const property = fc.asyncProperty(fc.array(part, { minLength: 2, maxLength: 8 }), async (parts) => {
    const page = need(drawn(parts.join(standIn), standIn));
    const packed = await packPage(page);
    for (const reader of [nonce(), nonce()]) {
      const expected = parts.join(reader);
      expect(textOf(page, reader)).toBe(expected);
      const { chunks, length } = packedBytes(page, packed, reader);
      const bytes = Buffer.concat(chunks);
      expect(bytes.length).toBe(length);
      expect(gunzipSync(bytes).toString()).toBe(expected);
      expect(page.byteLength).toBe(Buffer.byteLength(expected));
      expect(page.headers[0]?.[1].join(reader)).toBe(`</a>; nonce="${reader}"`);
    }
  });
  await fc.assert(property, { numRuns: 40 });
});

test("a stand-in that is cut by the border of two scripts is found, and nobody sees a piece of it", () => {
  const standIn = nonce();
  for (let at = 1; at < standIn.length; at += 1) {
    const html = `${script(standIn, `{"nonce":"${standIn.slice(0, at)}`)}${script(standIn, `${standIn.slice(at)}","name":"x"}`)}`;
    const reader = nonce();
    expect(textOf(need(drawn(html, standIn)), reader)).toBe(script(reader, `{"nonce":"${reader}","name":"x"}`));
  }
});

test("text of strangers that looks like nonces and scripts stays as it is", () => {
  const [standIn, other, reader] = [nonce(), nonce(), nonce()];
  const hostile = `"])</script><script nonce="${other}">self.__next_f.push([1,"x${standIn.slice(0, 12)}`;
  const html = `${script(standIn, hostile)}<p>nonce-${other} [3,"${other}"</p>`;
  expect(textOf(need(drawn(html, standIn)), reader)).toBe(html.replace(standIn, reader));
});

test("a page without a stand-in, or with data in base64 where one could hide, is not kept", () => {
  const standIn = nonce();
  expect(drawn("<p>nothing to run</p>", standIn)).toBeUndefined();
  expect(drawn(`<script nonce="${standIn}">self.__next_f.push([3,"AAAA"])</script>`, standIn)).toBeUndefined();
});
