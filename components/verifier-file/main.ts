/**
 * The offline verifier: what runs inside `touchstone-verifier.html`. It reads files that a person gives it, by keys that
 * the person gives it, and reaches no network: the page's own policy forbids every request.
 */
import { type VerifyProgress, verifySource } from "#lib/client/verify/verify-source.ts";
import { type Learned, learnedFrom } from "#lib/state/files/learn-keys.ts";
import { startsAsArchive } from "#lib/state/files/recognise-file.ts";
import { archiveOrigin, type FileTrust } from "#lib/state/files/verify-file.ts";
import { MAX_FRAUD_PROOF_BYTES } from "#lib/state/fraud/fraud-proof.ts";
import { el, find } from "./dom.ts";
import { judgedHere, materialsAmong } from "./evidence-files.ts";
import { knownLog, type ReaderTrust, readTrust } from "./read-trust.ts";
import { renderFinding } from "./render-finding.ts";

type Given = { readonly name: string; readonly source: Blob };

const keys = find("keys", HTMLTextAreaElement);
const policy = find("policy", HTMLTextAreaElement);
const pasted = find("pasted", HTMLTextAreaElement);
const chooser = find("file", HTMLInputElement);
const drop = find("drop", HTMLElement);
const results = find("results", HTMLElement);
const stage = find("stage", HTMLElement);

let given: readonly Given[] = [];
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

/** Logs first: what they say of themselves, once they hold by the reader's own key, helps to judge the rest. */
async function verifyAll(files: readonly Given[], trust: ReaderTrust, signal: AbortSignal): Promise<void> {
  const materials = await materialsAmong(files);
  const sorted = await logsFirst(files.filter((file) => !materials.isMaterial(file)));
  const learned = new Map<string, Learned>();
  const logs = await archivesInMemory(sorted);
  for (const { name, source } of sorted) {
    const fileTrust: FileTrust = {
      known: (origin) => knownLog(origin, trust, learned.get(origin)),
      ...(trust.policy && { policy: trust.policy }),
      log: (origin) => logs.get(origin),
    };
    const found = await verifySource(source, fileTrust, signal, (progress) => showProgress(name, progress));
    const finding = await judgedHere(found, { ...trust, file: fileTrust }, materials, () => showRunning(name));
    signal.throwIfAborted();
    const told = learnedFrom(finding);
    if (told !== undefined) learned.set(finding.origin ?? "", told);
    results.append(renderFinding(name, finding));
  }
  const count = sorted.length === 1 ? "Checked." : `Checked ${sorted.length} files.`;
  stage.replaceChildren(...(sorted.length === 0 ? [] : [el("p", { role: "status", class: "muted" }, count)]));
}

async function isArchive({ source }: Given): Promise<boolean> {
  return startsAsArchive(new Uint8Array(await source.slice(0, 64).arrayBuffer()));
}

async function logsFirst(files: readonly Given[]): Promise<Given[]> {
  const marked = await Promise.all(files.map(async (file) => ({ file, isLog: await isArchive(file) })));
  return marked.toSorted((a, b) => Number(b.isLog) - Number(a.isLog)).map(({ file }) => file);
}

/** Logs by origin, for proofs of fraud that leave theirs out. Larger ones than this are a matter for the command line. */
async function archivesInMemory(files: readonly Given[]): Promise<Map<string, Uint8Array[]>> {
  const logs = new Map<string, Uint8Array[]>();
  let roomBytes = MAX_FRAUD_PROOF_BYTES;
  if (files.length < 2) return logs;
  for (const file of files) {
    if (file.source.size > roomBytes || !(await isArchive(file))) continue;
    const bytes = new Uint8Array(await file.source.arrayBuffer());
    const origin = archiveOrigin(bytes);
    if (origin === undefined) continue;
    roomBytes -= bytes.length;
    logs.set(origin, [bytes]);
  }
  return logs;
}

function showRunning(name: string): void {
  stage.replaceChildren(el("p", { role: "status" }, `Checking ${name}: the fourteen checks, two runs of its rule.`));
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
