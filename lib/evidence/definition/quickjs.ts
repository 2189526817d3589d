/**
 * The pinned QuickJS file, spoken to directly. Its imports are all here and none of them leads out: no clock, no dice, no
 * environment, no file, no host function. Each run has an instance and a memory of its own, which is thrown away, so that
 * no run finds what another left and every count begins alike.
 *
 * The names of imports and exports are the file's own and hold for its bytes alone: `RUNTIME.wasmSha256`.
 */
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import type { DefinitionLimits } from "#lib/statement/definition.ts";

/** What the platform gives: a fresh instance of the file over `pages` pages of 64 KiB, which never grow. */
export type Instantiate = (imports: QuickJsImports, pages: number) => QuickJsInstance;
export type QuickJsImports = Readonly<Record<string, (...args: number[]) => number>>;
export type QuickJsInstance = {
  readonly memory: { readonly buffer: ArrayBufferLike };
  readonly exports: Readonly<Record<string, unknown>>;
};

/** `text`: what the source evaluated to. Else why nothing came, as far as the engine can tell. */
export type Evaluated =
  | { readonly text: string; readonly ticks: number }
  | { readonly ended: "budget" | "stack" | "crash" | "runtime-unavailable"; readonly ticks: number };

const EXPORTS = {
  construct: "v",
  malloc: "w",
  setMemoryLimit: "z",
  setMaxStackSize: "E",
  newRuntime: "L",
  newContext: "O",
  getString: "aa",
  resolveException: "oa",
  evaluate: "qa",
  typeOf: "sa",
  enableInterruptHandler: "Ga",
} as const;
type Exports = Record<keyof typeof EXPORTS, (...args: number[]) => number>;

/** BaseObjects, Eval, StringNormalize, RegExp, JSON, MapSet, TypedArrays, BigInt: neither Date, Promise nor Proxy. */
const INTRINSICS = 1 | 4 | 8 | 16 | 64 | 256 | 512 | 2048;

const PAGE_BYTES = 65_536;
/** The file's own data and stack, and room for a heap with gaps: the engine's limit is to be reached first. */
const OWN_PAGES = 256;

/** How the engine ends a run from inside an import. */
class Halt extends Error {}
const halt = (): never => {
  throw new Halt();
};

/** A clock that stands still and a generator that always begins alike: nothing that runs can tell one run from another. */
function importsOf(memory: () => DataView, shouldStop: () => boolean): QuickJsImports {
  const zero = () => 0;
  return {
    // Assertions, abort and exit.
    b: halt,
    r: halt,
    s: halt,
    // Local time, time zone, timers: no code can reach them, since there is no Date.
    m: halt,
    n: halt,
    j: halt,
    l: zero,
    // clock_time_get(id, precision, out), emscripten_date_now
    q: (_id = 0, _precision = 0, out = 0) => {
      memory().setBigUint64(out, 0n, true);
      return 0;
    },
    p: zero,
    // The heap never grows.
    k: zero,
    // environ_get, environ_sizes_get(count, bytes): no environment
    e: zero,
    f: (count = 0, bytes = 0) => {
      memory().setUint32(count, 0, true);
      memory().setUint32(bytes, 0, true);
      return 0;
    },
    // fd_close, fd_seek, fd_write: no files
    d: () => 8,
    o: () => 8,
    c: () => 8,
    // Host functions, modules: none
    t: halt,
    g: halt,
    h: halt,
    u: zero,
    i: () => (shouldStop() ? 1 : 0),
  };
}

const FILE_NAME = utf8Encode("definition.js\0");

/** Evaluates one source to a string, within the limits of ticks, memory and stack. Total. */
export function evaluate(instantiate: Instantiate, source: string, limits: DefinitionLimits): Evaluated {
  let ticks = 0;
  const stopped = () => ticks > limits.ticks;
  let instance: QuickJsInstance | undefined;
  const view = (): DataView => new DataView(instance?.memory.buffer ?? new ArrayBuffer(0));
  const imports = importsOf(view, () => {
    ticks += 1;
    return stopped();
  });
  try {
    instance = instantiate(imports, OWN_PAGES + Math.ceil((2 * limits.memoryBytes) / PAGE_BYTES));
  } catch {
    return { ended: "runtime-unavailable", ticks };
  }
  try {
    const text = run(instance, source, limits);
    if (stopped()) return { ended: "budget", ticks };
    return text === undefined ? { ended: "crash", ticks } : { text, ticks };
  } catch (error) {
    if (stopped()) return { ended: "budget", ticks };
    // The platform's own stack ended before the engine's; nothing of the instance can be trusted any more.
    return { ended: error instanceof RangeError ? "stack" : "crash", ticks };
  }
}

/** The string that the source evaluates to; undefined when it throws or gives something else. */
function run({ memory, exports }: QuickJsInstance, source: string, limits: DefinitionLimits): string | undefined {
  const engine = Object.fromEntries(
    Object.entries(EXPORTS).map(([name, letter]) => [name, exports[letter]]),
  ) as unknown as Exports;
  engine.construct();
  const runtime = engine.newRuntime();
  engine.enableInterruptHandler(runtime);
  engine.setMemoryLimit(runtime, limits.memoryBytes);
  engine.setMaxStackSize(runtime, limits.stackBytes);
  const context = engine.newContext(runtime, INTRINSICS);
  const place = (bytes: Uint8Array): number => {
    const at = engine.malloc(bytes.length);
    if (at === 0) throw new Halt();
    new Uint8Array(memory.buffer).set(bytes, at);
    return at;
  };
  const sourceBytes = utf8Encode(`${source}\0`);
  const value = engine.evaluate(context, place(sourceBytes), sourceBytes.length - 1, place(FILE_NAME), 0, 0);
  if (engine.resolveException(context, value) !== 0) return undefined;
  if (readText(memory, engine.typeOf(context, value)) !== "string") return undefined;
  return readText(memory, engine.getString(context, value));
}

/** UTF-8 up to the first zero byte; undefined when it is none. */
function readText(memory: QuickJsInstance["memory"], at: number): string | undefined {
  const bytes = new Uint8Array(memory.buffer);
  const end = bytes.indexOf(0, at);
  return at === 0 || end < 0 ? undefined : utf8Decode(bytes.subarray(at, end));
}
