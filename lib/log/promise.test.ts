import { expect, test } from "vitest";
import { parseStatementHash } from "#lib/kernel/ids.ts";
import { ed25519NoteSigner, signNote } from "./note.ts";
import { formatPromise, parsePromise, promiseOf, promiseStateAt, verifyPromise } from "./promise.ts";

const origin = "example.com/log";
const signer = ed25519NoteSigner(`${origin}/promise`, new Uint8Array(32).fill(4));
const statementHash = parseStatementHash("ab".repeat(32));
if (statementHash === undefined) throw new Error("bad hash");
const promise = promiseOf(origin, statementHash, 1_795_430_400);

test("a promise is six lines: inclusion within a minute, censorship after a day", () => {
  const hash = "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=";
  expect(formatPromise(promise)).toBe(
    `touchstone-promise/v1\n${origin}\n${hash}\n1795430400\n1795430460\n1795516800\n`,
  );
  expect(parsePromise(formatPromise(promise))).toEqual({ ok: true, value: promise });
});

test("a promise verifies with the promise key of its log", () => {
  expect(verifyPromise(signNote(formatPromise(promise), [signer]), signer.vkey)).toEqual({
    ok: true,
    checks: [
      { name: "form", outcome: "pass" },
      { name: "signature", outcome: "pass" },
      { name: "origin", outcome: "pass" },
    ],
    promise,
  });
});

test("a promise of another key, or of the log key, is not this log's promise", () => {
  const note = signNote(formatPromise(promise), [signer]);
  const other = ed25519NoteSigner(`${origin}/promise`, new Uint8Array(32).fill(5));
  expect(verifyPromise(note, other.vkey)).toMatchObject({ ok: false, promise });
  expect(verifyPromise(note, "nonsense")).toMatchObject({ ok: false, promise });
  const logKey = ed25519NoteSigner(origin, new Uint8Array(32).fill(4));
  const byLogKey = verifyPromise(signNote(formatPromise(promise), [logKey]), logKey.vkey);
  expect(byLogKey.checks.at(-1)).toEqual({ name: "origin", outcome: "fail", reason: "wrong-origin" });
});

test("what is no promise fails its form, and the rest is not run", () => {
  for (const note of ["", "no note", signNote("some\nother\ntext\n", [signer])]) {
    const finding = verifyPromise(note, signer.vkey);
    expect(finding.ok).toBe(false);
    expect(finding.checks.map(({ outcome }) => outcome)).toEqual(["fail", "not-run", "not-run"]);
  }
});

test("times out of order, other spellings and extra lines are refused", () => {
  const good = formatPromise(promise);
  const refused = [
    good.replace("1795430460", "1795430399"),
    good.replace("1795516800", "1795430459"),
    good.replace("1795430400", "01795430400"),
    good.replace("1795430400", "1795430400.0"),
    good.replace("/v1", "/v2"),
    `${good}more\n`,
    good.slice(0, -1),
    good.replace(origin, ""),
    good.replace("q6s=", "q6t="),
  ];
  for (const text of refused) expect.soft(parsePromise(text).ok, text).toBe(false);
});

test("a promise is late from the second after its minute, and broken from the second after its day", () => {
  const { includeBySeconds, hardBySeconds } = promise;
  const at = (seconds: number) => promiseStateAt(promise, seconds);
  expect([includeBySeconds, includeBySeconds + 1].map(at)).toEqual(["waiting", "late"]);
  expect([hardBySeconds, hardBySeconds + 1].map(at)).toEqual(["late", "overdue"]);
});
