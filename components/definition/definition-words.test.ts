import { expect, test } from "vitest";
import { functionOf } from "#lib/evidence/definition/testing/definitions.ts";
import { judgedRequests, whyNobodyIsHeld } from "./definition-words.ts";

test("that nobody can be held to a definition is said where nothing of it could ever be wrong", () => {
  expect(whyNobodyIsHeld(functionOf())).toBeUndefined();
  expect(whyNobodyIsHeld(functionOf({ unattestable: [{ pathPrefix: "/tokens" }, { status: 503 }] }))).toBeUndefined();
  expect(whyNobodyIsHeld(functionOf({ unattestable: [{ pathPrefix: "/" }] }))).toContain("whatever is asked");
  expect(whyNobodyIsHeld(functionOf({ unattestable: [{ status: 200 }] }))).toContain("whatever is asked");
  const { tests } = functionOf();
  expect(whyNobodyIsHeld(functionOf({ tests: tests.filter(({ result }) => result === "match") }))).toBe(
    "None of its tests shows an answer that is wrong by it.",
  );
});

test("how one must ask to hold somebody to it is told as its tests show it, with what may be anything left out", () => {
  const asked = (method: string, path: string, query: string) => ({
    request: { method, authority: "a.example", path, query },
    response: { status: 200, contentType: "text/plain", body: { text: "" } },
  });
  const told = (from: readonly string[], exchanges: readonly ReturnType<typeof asked>[], kind = "function") => {
    const tests = exchanges.map((each) => ({ name: "shown", exchanges: [each], result: "mismatch" as const }));
    return judgedRequests({ ...functionOf({ input: { from: [...from], body: "bytes" }, tests }), kind } as never);
  };
  const search = [asked("GET", "/search", "?q=sun&page=2"), asked("GET", "/search", "?q=moon&page=1")];
  expect(told(["@query;req"], search)).toEqual(["GET /search?q=…&page=…"]);
  expect(told(["@path;req"], search)).toEqual(["GET /…?q=sun&page=2", "GET /…?q=moon&page=1"]);
  expect(told(["content-digest;req"], [asked("POST", "/price", "?")])).toEqual(["POST /price"]);
  expect(told(["@path;req"], [asked("GET", "/blocks/bafy", "?")], "content-address")).toEqual(["GET /blocks/…"]);
  expect(told(["@query;req"], [asked("GET", "/get", "?cid=bafy")], "content-address")).toEqual(["GET /get?cid=…"]);
});
