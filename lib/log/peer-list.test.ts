import { describe, expect, test } from "vitest";
import { sha256 } from "#lib/kernel/hash.ts";
import { ed25519NoteSigner } from "./note.ts";
import { parsePeerList } from "./peer-list.ts";

const keyOf = (name: string, seed = name) =>
  ed25519NoteSigner(name, sha256(Uint8Array.from(seed, (letter) => letter.charCodeAt(0)))).vkey;
const [A, B] = [keyOf("a.example/log"), keyOf("b.example/log")];

test("log lines become peers, whatever else the policy says", () => {
  const text = `# ours\nlog ${A} https://a.example/log/\n\nlog ${B}\thttp://127.0.0.1:3000/log\n`;
  const peers = [
    { origin: "a.example/log", vkey: A, url: "https://a.example/log" },
    { origin: "b.example/log", vkey: B, url: "http://127.0.0.1:3000/log" },
  ];
  expect(parsePeerList(text)).toEqual({ ok: true, value: peers });
  expect(parsePeerList(`${text}quorum none\n`)).toEqual({ ok: true, value: peers });
  expect(parsePeerList("")).toEqual({ ok: true, value: [] });
});

describe("a line that cannot be watched is refused by its number", () => {
  test.each([
    [`\nlog ${A}\n`, "/2"],
    [`log ${A} ftp://a.example/log`, "/1"],
    [`log ${A} https://user@a.example/log`, "/1"],
    [`log ${A} https://a.example/log?x=1`, "/1"],
    [`log ${A} https://`, "/1"],
    [`log ${A} https://a.example:8p80/log`, "/1"],
    [`log ${A} https://a.example:70000/log`, "/1"],
    [`log ${A} http://1127.0.0.1/log`, "/1"],
    [`log ${A} http://a..example/log`, "/1"],
    [`log ${A} https://a.example\nlog ${A} https://b.example`, "/2"],
    [`log ${A} https://a.example\nlog ${keyOf("a.example/log", "other")} https://b.example`, "/2"],
    ["log nonsense https://a.example", "/1"],
    ["peer x", "/1"],
  ])("%j", (text, pointer) => {
    expect(parsePeerList(text)).toMatchObject({ ok: false, error: { pointer } });
  });
});
