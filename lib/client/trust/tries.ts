/**
 * Live tries: each cheats in this browser, on real entries of this index where that can be, and lets the checks of the
 * core look at the result. Nothing leaves the browser.
 */
import type { EntrySummary } from "#lib/contract/entries.ts";
import type { Included } from "#lib/contract/statements.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { asHash } from "#lib/kernel/hash.ts";
import { canonicalBytes, canonicalText } from "#lib/kernel/json.ts";
import { formatCheckpoint, openCheckpoint } from "#lib/log/checkpoint.ts";
import { append, rootOf } from "#lib/log/frontier.ts";
import { checkLogSignature } from "#lib/log/log-key.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { decodeEntryBundle, entriesTilePath, TILE_WIDTH } from "#lib/log/tile.ts";
import { leafHash, nodesOfRoot } from "#lib/log/tree.ts";
import { rememberedLogs } from "../memory/remembered-logs.ts";
import { browserClock, browserRandom } from "../platform.ts";
import { requestJson } from "../request-json.ts";
import { createMemoryTexts } from "../text-store.ts";
import { checkReceipt } from "../verify/check-receipt.ts";
import { compareWithMemory } from "../verify/compare-log.ts";
import { siteLog } from "../verify/log-reader.ts";
import { TAMPERINGS } from "../verify/tamper.ts";
import { type Attempt, failsIn, logKeyHere, meansHere, practised, type WayId } from "./attempt.ts";
import { backdateEntry, dropEntry, forkLog, hidePromised, lieAboutState, postdateEntry } from "./practice-fraud.ts";
import { answerTwice, condemnInnocent, flatterFriend } from "./practice-words.ts";
import { changeAggregate, changeAnswer, flatterProvider } from "./word-tries.ts";

export const TRIES: Readonly<Record<WayId, () => Promise<Attempt[]>>> = {
  edit: async () => [await editEntry()],
  remove: async () => [
    ...(await dropFromTile()),
    practised(
      dropEntry(meansHere()),
      "dropped-entry",
      "On a practice log: signed a head, dropped an entry, went on, signed again.",
    ),
  ],
  dates: async () => [
    backdated(),
    practised(
      postdateEntry(meansHere()),
      "false-time",
      "On a practice log: wrote an entry that says it was logged two hours from now, in a head that watchers cosigned now.",
    ),
  ],
  "two-views": async () => [
    await forgeHead(),
    practised(forkLog(meansHere()), "fork", "On a practice log, with its real key: signed two histories of one size."),
  ],
  hide: async () => [
    practised(
      hidePromised(meansHere()),
      "censorship",
      "On a practice log: promised to record a statement, and recorded only others for more than a day.",
    ),
  ],
  "roll-back": async () => [await showOlderHead()],
  state: async () => [
    ...(await changeAggregate()),
    practised(
      lieAboutState(meansHere()),
      "false-state",
      "On a practice log: signed a root over a state that its own entries do not give.",
    ),
  ],
  tier: async () => [
    ...(await flatterProvider()),
    practised(
      flatterFriend(meansHere()),
      "false-tier",
      "On a practice log: signed a root over marks in which a friend has tier A. Its entries give no tier at all.",
    ),
  ],
  verdict: async () => [
    practised(
      await condemnInnocent(meansHere()),
      "wrong-verdict",
      "On a practice log: said “proven” of a report whose evidence is an angry sentence.",
    ),
  ],
  answers: async () => [
    ...(await changeAnswer()),
    practised(
      answerTwice(meansHere()),
      "two-answers",
      "On a practice log, with its answer key: recommended one service to you and another to your agent, by the same entries.",
    ),
  ],
};

/** 3: found by reading the whole log, not by a file. */
function backdated(): Attempt {
  const checks = backdateEntry(meansHere());
  return {
    did: "On a practice log: wrote an entry that says it was logged two hours ago, and audited the whole log.",
    checks,
    isCaught: failsIn(checks),
  };
}

async function newestReceipt() {
  const list = await requestJson<{ data: EntrySummary[] }>("/api/v1/entries?limit=1");
  const index = list.data.data[0]?.index ?? 0;
  return (await requestJson<Included>(`/api/v1/entries/${index}/receipt`)).data.receipt;
}

/** 1: one letter of the newest entry. */
async function editEntry(): Promise<Attempt> {
  const [receipt, { key }] = await Promise.all([newestReceipt(), logKeyHere()]);
  const tamperings = TAMPERINGS.flatMap(({ apply }) => apply(receipt) ?? []);
  const changed = tamperings[0];
  if (changed === undefined) throw new Error("Nothing in the newest entry can be changed.");
  const { checks } = checkReceipt(canonicalBytes({ ...changed.receipt }), { logKey: key });
  return {
    did: `Changed entry ${receipt.index} of this index: ${changed.said}`,
    checks,
    isCaught: failsIn(checks),
    sample: {
      fileName: `entry-${receipt.index}.receipt.json`,
      text: canonicalText({ ...receipt }),
      said: "The receipt of the entry as it really is. If we ever change the entry, it proves what it was:",
    },
  };
}

/** 2: the newest tile as it is, without one entry, and with two of them exchanged. */
async function dropFromTile(): Promise<Attempt[]> {
  const [note, { vkey }] = await Promise.all([siteLog.checkpoint(), logKeyHere()]);
  const opened = openCheckpoint(note, vkey);
  if (!opened.ok) throw new Error("The newest head does not verify.");
  const { size, root } = opened.value.checkpoint;
  const number = Math.floor((size - 1) / TILE_WIDTH);
  const start = number * TILE_WIDTH;
  const answer = await fetch(`/log/${entriesTilePath({ number, width: size - start })}`);
  const entries = decodeEntryBundle(new Uint8Array(await answer.arrayBuffer())) ?? [];
  const before = nodesOfRoot(start);
  const nodes = await siteLog.nodes(before, size);
  if (nodes === undefined) throw new Error("The tiles of this log are not served.");
  const rootWith = (some: readonly Uint8Array[]) =>
    rootOf(append({ size: start, nodes: before.map(nodes) }, some.map(leafHash)).frontier);
  const leads = (name: string, some: readonly Uint8Array[], detail: string): Check => {
    const isSame = equalBytes(rootWith(some), root);
    return { name, outcome: isSame ? "pass" : "fail", ...(isSame ? { detail } : { reason: "other-root", detail }) };
  };
  const middle = Math.floor(entries.length / 2);
  const dropped = entries.filter((_, at) => at !== middle);
  const checks = [
    leads("as-served", entries, `All ${entries.length} entries of the newest tile lead to the signed root.`),
  ];
  checks.push(leads("one-removed", dropped, `Without entry ${start + middle} they lead elsewhere.`));
  const swapped = [...entries];
  const [a, b] = [entries[0], entries[1]];
  if (a !== undefined && b !== undefined) {
    swapped.splice(0, 2, b, a);
    checks.push(
      leads("two-exchanged", swapped, `With entries ${start} and ${start + 1} exchanged they lead elsewhere.`),
    );
  }
  const [whole, ...cheats] = checks;
  const isCaught = whole?.outcome === "pass" && cheats.every(({ outcome }) => outcome === "fail");
  return [{ did: "Took the newest tile of this index, removed one entry, then exchanged two.", checks, isCaught }];
}

/** 4: another root over the real size, under the real name. */
async function forgeHead(): Promise<Attempt> {
  const [note, { origin, key, vkey }] = await Promise.all([siteLog.checkpoint(), logKeyHere()]);
  const opened = openCheckpoint(note, vkey);
  if (!opened.ok) throw new Error("The newest head does not verify.");
  const { size } = opened.value.checkpoint;
  const forger = ed25519NoteSigner(origin, browserRandom(32));
  const forged = signNote(formatCheckpoint({ origin, size, root: asHash(browserRandom(32)) }), [forger]);
  const checks = checkLogSignature(forged, key);
  return {
    did: `Signed a second head of this log's ${size} entries with a key made just now, and showed it to this browser.`,
    checks,
    isCaught: failsIn(checks),
  };
}

/** 6: the oldest head that this index signed, genuine in every byte, to a memory that holds today's. */
async function showOlderHead(): Promise<Attempt> {
  const [note, first, { origin, vkey }] = await Promise.all([
    siteLog.checkpoint(),
    requestJson<Included>("/api/v1/entries/0/receipt"),
    logKeyHere(),
  ]);
  const older = first.data.receipt.checkpoint;
  if (sizeOf(older, vkey) === sizeOf(note, vkey))
    throw new Error("This index has signed only one size so far: there is no older head to show.");
  const memory = rememberedLogs(createMemoryTexts());
  memory.rememberKey(origin, vkey, browserClock());
  memory.rememberCheckpoint(origin, note, browserClock());
  const { check, evidence } = await compareWithMemory(origin, memory, browserClock, {
    ...siteLog,
    checkpoint: async () => older,
    pause: async () => undefined,
  });
  return {
    did: "Showed this browser the oldest head that this index ever signed, after it had verified today's.",
    checks: [check],
    isCaught: check.outcome === "fail",
    ...(evidence === undefined
      ? {}
      : {
          sample: {
            fileName: "older-head.json",
            text: evidence.text,
            said: "Both signed heads. They prove no lie yet; with anything signed on top of the older one they do:",
          },
        }),
  };
}

function sizeOf(note: string, vkey: string): number | undefined {
  const opened = openCheckpoint(note, vkey);
  return opened.ok ? opened.value.checkpoint.size : undefined;
}
