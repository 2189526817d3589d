/**
 * The offline verifier: what runs inside `touchstone-verifier.html`. It reads files that a person gives it, by keys that
 * the person gives it, and reaches no network: the page's own policy forbids every request.
 */
import { type GivenFile, verifyFiles } from "#lib/client/verify/verify-files.ts";
import type { VerifyProgress } from "#lib/client/verify/verify-source.ts";
import type { Learned } from "#lib/state/files/learn-keys.ts";
import { el, find } from "./dom.ts";
import { judgedHere, materialsAmong } from "./evidence-files.ts";
import { knownLog, type ReaderTrust, readTrust } from "./read-trust.ts";
import { renderFinding } from "./render-finding.ts";

const keys = find("keys", HTMLTextAreaElement);
const policy = find("policy", HTMLTextAreaElement);
const pasted = find("pasted", HTMLTextAreaElement);
const chooser = find("file", HTMLInputElement);
const drop = find("drop", HTMLElement);
const results = find("results", HTMLElement);
const stage = find("stage", HTMLElement);

let given: readonly GivenFile[] = [];
let running = new AbortController();

/** Every change starts anew: results of an older trust never stand beside a newer one. */
async function run(): Promise<void> {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  results.replaceChildren();
  stage.replaceChildren();
  const trust = readTrust(keys.value, policy.value);
  if (trust.faults.length > 0) {
    stage.replaceChildren(el("p", { class: "headline failed", role: "alert" }, trust.faults.join(" ")));
    return;
  }
  try {
    await verifyAll(given, trust, signal);
  } catch (error) {
    if (running.signal !== signal) return;
    const said = signal.aborted ? "Stopped." : `This file cannot be read any more: ${String(error)}`;
    stage.replaceChildren(el("p", { role: "status" }, said));
  }
}

async function verifyAll(files: readonly GivenFile[], trust: ReaderTrust, signal: AbortSignal): Promise<void> {
  const materials = await materialsAmong(files);
  const own = files.filter((file) => !materials.isMaterial(file));
  const { policy } = trust;
  const known = (origin: string, learned: Learned | undefined) => knownLog(origin, trust, learned);
  await verifyFiles(
    own,
    { known, ...(policy && { policy }) },
    {
      signal,
      judge: (found, file, pause) => judgedHere(found, { ...trust, file }, materials, pause),
      onStage: ({ name, progress }) => (progress === undefined ? showRunning(name) : showProgress(name, progress)),
      onFound: ({ file, finding, missing }) => results.append(renderFinding(file.name, finding, missing)),
    },
  );
  const count = own.length === 1 ? "Checked." : `Checked ${own.length} files.`;
  stage.replaceChildren(...(own.length === 0 ? [] : [el("p", { role: "status", class: "muted" }, count)]));
}

function showRunning(name: string): void {
  const stop = el("button", { type: "button" }, "Stop");
  stop.addEventListener("click", () => running.abort());
  stage.replaceChildren(el("p", { role: "status" }, `Checking ${name}…`), stop);
}

function showProgress(name: string, { bytes, ofBytes, entries, ofEntries }: VerifyProgress): void {
  if (ofBytes < 262_144) return;
  const done =
    ofEntries === undefined ? `${Math.floor((bytes * 100) / ofBytes)} %` : `${entries} of ${ofEntries} entries`;
  const bar = stage.querySelector("progress");
  const label = stage.querySelector("label");
  if (bar !== null && label !== null) {
    bar.value = bytes;
    label.textContent = `Checking ${name}: ${done}`;
    return;
  }
  const stop = el("button", { type: "button" }, "Stop");
  stop.addEventListener("click", () => running.abort());
  const progress = el("progress", { id: "progress", max: String(ofBytes), value: String(bytes) });
  stage.replaceChildren(el("label", { for: "progress" }, `Checking ${name}: ${done}`), progress, stop);
}

function take(files: readonly File[]): void {
  if (files.length === 0) return;
  pasted.value = "";
  given = files.map((file) => ({ name: file.name, source: file }));
  void run();
}

chooser.addEventListener("change", () => {
  take([...(chooser.files ?? [])]);
  chooser.value = "";
});
find("choose", HTMLButtonElement).addEventListener("click", () => chooser.click());
pasted.addEventListener("input", () => {
  given = pasted.value.trim() === "" ? [] : [{ name: "what you pasted", source: new Blob([pasted.value]) }];
  void run();
});
for (const field of [keys, policy]) field.addEventListener("input", () => void run());
// Dropped anywhere: a file that misses the frame must not replace the page.
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
document.addEventListener("dragleave", () => drop.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  take([...(event.dataTransfer?.files ?? [])]);
});
find("ready", HTMLElement).textContent = "Ready. Nothing that you give leaves this file: it can make no request.";
