/** A process that runs definitions and nothing else: it has no key, nothing secret in its environment and no way out but its answers. */
import module from "node:module";
import { evaluate, type Instantiate } from "#lib/evidence/definition/quickjs.ts";
import { inconclusive, type Job, runDefinition } from "#lib/evidence/definition/run-definition.ts";
import { readQuickJsFile } from "./node-quickjs-file.ts";
import { quickJsOf } from "./quickjs-instance.ts";

/** V8 compiles a function when it is first called; what most definitions call shall not be charged to the first of them. */
const WARM_UP = `(() => {
  const list = JSON.parse('[{"a":"3","b":[1.5,true,null]},{"a":"1"},{"a":"2"}]');
  const map = new Map(list.toSorted((a, b) => Number(a.a) - Number(b.a)).map((one) => [one.a, BigInt(one.a) ** 9n]));
  const bytes = new Uint8Array([1, 2, 3]);
  const text = [...map].join().replace(/(\\d+)n?/g, "<$1>").normalize("NFC").split("").reverse().join("");
  try { null.x } catch (error) { return JSON.stringify({ text, bytes: [...bytes], error: error.message }); }
})()`;
const WARM_UP_LIMITS = {
  ticks: 100,
  memoryBytes: 4_194_304,
  stackBytes: 65_536,
  inputBytes: 1,
  outputBytes: 1,
  wallMs: 10_000,
};

const instantiate = await readQuickJsFile()
  .then(quickJsOf)
  .catch((): Instantiate | undefined => undefined);
if (instantiate !== undefined) evaluate(instantiate, WARM_UP, WARM_UP_LIMITS);

process.on("message", (job: Job) => {
  process.send?.(instantiate === undefined ? inconclusive("runtime-unavailable") : runDefinition(instantiate, job));
});
process.on("disconnect", () => process.exit());
// Node keeps compiled code when a process ends by itself, and this one is killed. Node 20 keeps none.
module.flushCompileCache?.();
process.send?.("ready");
