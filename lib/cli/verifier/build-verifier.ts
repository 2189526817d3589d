/**
 * The offline verifier as one HTML file: the core and its page bundled into an inline script. The same sources give the
 * same bytes wherever they lie and whenever they are built (docs/adr/0038-verifier-in-one-file.md).
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync } from "fflate";
import { CliError } from "../cli-error.ts";

export type VerifierFile = { readonly html: string; readonly sha256: string };

/** Is told each file that a build read. */
type OnInput = (file: string) => void;
const toNobody: OnInput = () => undefined;

const PAGE = "components/verifier-file";

/** Builds from the checkout at `root`. Errors: CliError when the sources do not bundle into one script. */
export async function buildVerifier(root: string, onInput = toNobody): Promise<VerifierFile> {
  const read = (name: string): string => {
    onInput(name);
    return readFileSync(path.join(root, name), "utf8");
  };
  const script = await bundle(root, `${PAGE}/main.ts`, onInput);
  const runtime = fileURLToPath(import.meta.resolve(RUNTIME_FILE));
  onInput(runtime);
  const style = minifyCss(`${tokensOf(read("app/globals.css"))}${read(`${PAGE}/style.css`)}`);
  // The script comes last: what it holds is searched for no place any more.
  const places = new Map([
    ['content="policy"', `content="${policyOf(script, style)}"`],
    ["<style></style>", `<style>${style}</style>`],
    [place("replay-worker"), packed("replay-worker", Buffer.from(await buildReplayWorker(root, onInput)))],
    [place("runtime"), packed("runtime", readFileSync(runtime))],
    ["<script></script>", `<script>${script}</script>`],
  ]);
  const html = fill(read(`${PAGE}/page.html`), places);
  return { html, sha256: createHash("sha256").update(html).digest("hex") };
}

/** The script in which browsers check evidence, alone in a thread (docs/adr/0071-evidence-checked-in-a-worker.md). */
export function buildEvidenceWorker(root: string, onInput = toNobody): Promise<string> {
  return bundle(root, "lib/client/evidence/check-worker.ts", onInput);
}

/** The script in which code runs, without schemas and signatures: a worker that does nothing else starts at once. */
export function buildReplayWorker(root: string, onInput = toNobody): Promise<string> {
  return bundle(root, "lib/client/replay/replay-worker.ts", onInput);
}

/** The script in which `/method` replays a reader's file of ratings. */
export function buildBacktestWorker(root: string, onInput = toNobody): Promise<string> {
  return bundle(root, "lib/client/backtest/backtest-worker.ts", onInput);
}

/** The script in which `/lab` runs engines and replays records. */
export function buildLabWorker(root: string, onInput = toNobody): Promise<string> {
  return bundle(root, "lib/client/lab/lab-worker.ts", onInput);
}

async function bundle(root: string, input: string, onInput: OnInput): Promise<string> {
  const { rolldown } = await import("rolldown");
  const build = await rolldown({
    input: path.join(root, input),
    cwd: root,
    platform: "browser",
    logLevel: "warn",
    onLog: (level, log) => {
      if (level === "warn") throw new CliError(`${input} does not bundle: ${log.message}`);
    },
  });
  try {
    const { output } = await build.generate({ format: "iife", minify: true, sourcemap: false });
    for (const file of await build.watchFiles) onInput(file);
    const [chunk, ...more] = output;
    if (more.length > 0) throw new CliError(`${input} is more than one file: ${more[0]?.fileName}.`);
    // Nothing in the script may end the element that holds it.
    return chunk.code.trim().replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  } finally {
    await build.close();
  }
}

const RUNTIME_FILE = "@jitl/quickjs-ng-wasmfile-release-sync/wasm";

const place = (id: string): string => `<div hidden id="${id}"></div>`;

/** Deflated by code of ours, so that every machine makes the same bytes of it. */
function packed(id: string, bytes: Uint8Array): string {
  const text = Buffer.from(deflateSync(bytes, { level: 9 })).toString("base64");
  return place(id).replace("></div>", `>${text}</div>`);
}

/**
 * The page may run this script and this style, compile the WebAssembly that is in it, and start workers that it makes
 * itself; it can load and send nothing at all.
 */
function policyOf(script: string, style: string): string {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** The colours of the pages, light and dark by the reader's system: one source, app/globals.css. */
function tokensOf(css: string): string {
  const block = (selector: string): string => {
    const at = css.indexOf(selector);
    const from = css.indexOf("{", at);
    if (at < 0) throw new CliError(`app/globals.css has no block ${selector}.`);
    const lines = css.slice(from + 1, css.indexOf("}", from)).split("\n");
    return lines.filter((line) => /color-scheme|--(?!tier|mark|shadow)/.test(line)).join("");
  };
  return `:root{${block("\n.light {")}}@media (prefers-color-scheme:dark){:root{${block(" .dark {")}}}`;
}

function minifyCss(css: string): string {
  return css
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\s*([{};,])\s*/g, "$1")
    .trim();
}

/** Puts each text where the page holds its empty place, which must stand there once. */
function fill(page: string, places: ReadonlyMap<string, string>): string {
  let filled = page;
  for (const [place, text] of places) {
    const [before, after, ...more] = filled.split(place);
    if (before === undefined || after === undefined || more.length > 0)
      throw new CliError(`${PAGE}/page.html does not hold ${place} once.`);
    filled = before + text + after;
  }
  return filled;
}
