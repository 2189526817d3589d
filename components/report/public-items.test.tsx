/** What a reporter reads before filing leaves nothing of the evidence out. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { exampleBundle } from "#lib/evidence/bundle/testing/example-bundle.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { publicItems } from "./public-items.tsx";

const segment = (value: object) => base64UrlEncode(utf8Encode(JSON.stringify(value)));
const itemsOf = (change: Partial<Bundle>) =>
  publicItems({ ...exampleBundle, ...change }).map(({ key, value }) => {
    const text = renderToStaticMarkup(value).replace(/<[^>]+>/g, "");
    return `${key}: ${text.replaceAll("&quot;", '"')}`;
  });
const added = (change: Partial<Bundle>) => itemsOf(change).filter((line) => !itemsOf({}).includes(line));
const place = { pointer: "/exchanges/0/response/body", kind: "bearer-token" } as const;

test.each<[string, Partial<Bundle>, string]>([
  ["a token", { token: { header: "e30", claims: segment({ jti: "a-number", aud: ["halden"] }) } }, '"jti":"a-number"'],
  ["a definition", { definition: { name: "sort" } }, '{"name":"sort"}'],
  ["a run of one's own", { reexecution: { host: "my-laptop" } }, "my-laptop"],
  ["statements", { receipts: [{}, {}] }, "2 statements"],
  ["a service", { subject: { ...exampleBundle.subject, service: `prv_${"b".repeat(26)}` } }, "prv_bbbb"],
  ["tokens in full", { claim: { kind: "token-misuse", params: { tokens: ["a.b.c"] } } }, "Tokens in full: 1"],
  ["what is missed", { claim: { kind: "vanished", params: { since: "2026-01-01", amount: "5" } } }, "amount 5"],
  ["a receipt of several", { time: [{ receipt: {}, batch: { position: 0, proof: [] } }] }, "together with others"],
])("what becomes public names %s", (_, change, says) => {
  expect(added(change).join("\n")).toContain(says);
});

test("who is accused stands by its name where this index has one, and by the whole id in every case", () => {
  const id = exampleBundle.subject.provider as ProviderId;
  const told = (proven: boolean) => {
    const items = publicItems(exampleBundle, { id, name: "Halden", kind: "service", proven });
    return renderToStaticMarkup(items.find(({ key }) => key === "Against")?.value);
  };
  expect(told(true).replace(/<[^>]+>/g, "")).toMatch(/^Halden /);
  expect(told(false).replace(/<[^>]+>/g, "")).toMatch(/^unproven name Halden /);
  for (const proven of [true, false]) expect(told(proven).split(`title="${id}"`)).toHaveLength(2);
});

test("what is none of the reporter's is told apart from a token that the reporter gives up", () => {
  const notMine = added({ notSecret: [{ ...place, because: "not-mine" }] });
  const givenUp = added({ notSecret: [{ ...place, because: "given-up" }] });
  expect(notMine).toEqual(["You say of it: that what looks like a secret in the answer is none of yours"]);
  expect(givenUp.join()).toContain("your own token");
  expect(givenUp.join()).not.toContain("none of yours");
});
