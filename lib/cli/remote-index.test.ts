import { expect, test } from "vitest";
import { UsageError } from "./command.ts";
import { remoteOf } from "./remote-index.ts";

test("an index is named by --url before the environment, and is the one on this machine when neither names one", () => {
  const { signal } = new AbortController();
  const away = { env: { TOUCHSTONE_URL: "https://b.example/index" }, signal };
  expect(remoteOf({ url: "https://a.example" }, away).address).toBe("https://a.example/");
  expect(remoteOf({}, away).address).toBe("https://b.example/index/");
  expect(remoteOf({ url: undefined }, { env: {}, signal }).address).toBe("http://127.0.0.1:3000/");
  expect(() => remoteOf({ url: "a.example" }, away)).toThrow(UsageError);
});
