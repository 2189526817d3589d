import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const SERVER = path.resolve(import.meta.dirname, "..");
/** A request that goes out: the platform's fetch, or a client's half of node:http, node:https, node:http2, undici. */
const WAYS_OUT =
  /(?<![.\w])fetch\(|import \{[^}]*\b(request|get|Agent)\b[^}]*\} from "node:https?"|from "(undici|node:http2|node:tls)"|\bhttps?\.(get|request)\(/;

test("nothing in the server but the one fetcher opens an outgoing HTTP connection", () => {
  const files = readdirSync(SERVER, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ts$/.test(file) && !/(\.test|(^|\/)test-[a-z-]+)\.ts$/.test(file))
    .filter((file) => !file.includes("generated"));
  const found = files.filter((file) => WAYS_OUT.test(readFileSync(path.join(SERVER, file), "utf8")));
  // The dishonest neighbour of a demonstration stands before an honest index of its own process, on loopback.
  expect(found).toEqual(["fetch/bounded-fetch.ts", "neighbours/dishonest-index.ts"]);
  expect(files.length).toBeGreaterThan(100);
});
