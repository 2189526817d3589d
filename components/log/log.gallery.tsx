import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { EntrySummary } from "#lib/contract/entries.ts";
import type { Names } from "#lib/contract/names.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { type Hash, sha256 } from "#lib/kernel/hash.ts";
import { foldNodes, type NodeAt, nodeHash, nodesOfRoot, proveInclusion } from "#lib/log/tree.ts";
import { AsOfLine } from "./as-of-line.tsx";
import { EntryList } from "./entry/entry-list.tsx";
import { ENTRY_SPECIMENS } from "./entry/entry-samples.tsx";
import { EntryTable } from "./entry/entry-table.tsx";
import { LogFacts } from "./log-facts.tsx";
import AlarmPanel from "./memory/alarm-panel.tsx";
import { MemoryVerdict } from "./memory/memory-check.tsx";
import { GivenVerdict } from "./memory/pasted-compare.tsx";
import { WatcherAlarms } from "./memory/watcher-alarms.tsx";
import { CheckList } from "./proof/check-list.tsx";
import { drawProof } from "./proof/drawn-proof.ts";
import { ProofChipView } from "./proof/proof-chip.tsx";
import { InclusionDrawing } from "./proof/proof-drawing.tsx";
import type { ProofState } from "./proof/proof-state.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;
const HASH = "3f9c2a7be01d4c5f88a1e6b7c09d213f3f9c2a7be01d4c5f88a1e6b7c09d213f";
const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
const HALDEN = "prv_mfrggzdfmztwq2lknnwg23tpoa";
const VELA = "prv_svlvnvfxtsylcut6pgofxhclj4";

const STATES: readonly ProofState[] = [
  { kind: "idle" },
  { kind: "checking", done: 3, of: 5 },
  { kind: "verified", at: "14:02 UTC" },
  { kind: "failed", at: "14:02 UTC" },
  { kind: "unsure", why: "a key is missing" },
  { kind: "offline" },
];

const PASSED: readonly Check[] = [
  { name: "form", outcome: "pass" },
  { name: "checkpoint", outcome: "pass" },
  {
    name: "log-key",
    outcome: "cannot-check",
    reason: "trusted-on-first-use",
    detail: "First visit: this browser keeps the key.",
  },
  { name: "log-signature", outcome: "pass" },
  { name: "inclusion", outcome: "pass" },
  { name: "statement", outcome: "pass", detail: "disclosure.identity, logged 2026-11-23T10:00:00.000Z" },
  { name: "same-log", outcome: "pass" },
  { name: "statement-signature", outcome: "pass" },
  { name: "shown", outcome: "pass" },
];
const FAILED: readonly Check[] = PASSED.map((check): Check => {
  if (check.name === "inclusion")
    return { name: "inclusion", outcome: "fail", reason: "bad-proof", detail: "The proof does not lead to the root." };
  return check.name === "statement-signature"
    ? { name: "statement-signature", outcome: "fail", reason: "bad-signature" }
    : check;
});

const entry = (index: number, kind: string, subject: string, code?: string): EntrySummary => ({
  index,
  statement_hash: HASH,
  kind,
  issuer: DID,
  key: "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY",
  subject,
  logged_at: new Date(NOW - (20 - index) * MINUTE).toISOString(),
  effect: code === undefined ? { status: "effective", size: 20 } : { status: "void", code, size: 20 },
});
const ENTRIES = [
  entry(14, "disclosure.heartbeat", VELA),
  entry(13, "disclosure.identity", HALDEN, "stale-prev"),
  entry(12, "disclosure.identity", HALDEN),
  entry(11, "provider.register", "new"),
  entry(0, "index.genesis", "index"),
];
const NAMES: Names = {
  participants: { [DID]: "Halden Operations" },
  providers: {
    [HALDEN]: { id: HALDEN, name: "Halden", kind: "instance", proven: true },
    [VELA]: { id: VELA, name: "Vela Compute", kind: "service", proven: false },
  },
  index: "did:key:z6MkIndex",
  founded: { [HASH]: HALDEN },
  reasons: { "stale-prev": "Another statement took this place first" },
};

/** A proof in a small tree whose leaves are made up. */
function sampleProof(index: number, size: number) {
  const hashAt = ({ level, index: at }: NodeAt): Hash =>
    level === 0
      ? sha256(Uint8Array.of(at))
      : nodeHash(hashAt({ level: level - 1, index: at * 2 }), hashAt({ level: level - 1, index: at * 2 + 1 }));
  const root = foldNodes(nodesOfRoot(size).map(hashAt));
  const leaf = hashAt({ level: 0, index });
  return drawProof(
    { index, size, root },
    leaf,
    proveInclusion(index, size, hashAt).map((hash) => base64Encode(hash)),
  );
}

const UNWATCHED = { agree: 0, independent: 0, own: 0, at: undefined };
const WATCHED = { agree: 2, independent: 3, own: 0, at: NOW - 41_000 };
const PROOF = { fileName: "touchstone-fork.fraud.json", text: "{}", isProof: true };

export const logGallery: GallerySection = {
  id: "log",
  title: "Log and proofs",
  specimens: [
    {
      title: "ProofChip: a tick is only ever the result of a computation in this browser",
      render: () => (
        <div className="flex flex-wrap gap-2">
          {STATES.map((state) => (
            <ProofChipView key={state.kind} state={state} what="Identity of Halden" />
          ))}
        </div>
      ),
    },
    { title: "Checks that hold", render: (theme) => <CheckList checks={PASSED} label={`Passed checks, ${theme}`} /> },
    { title: "Checks that fail", render: (theme) => <CheckList checks={FAILED} label={`Failed checks, ${theme}`} /> },
    {
      title: "Inclusion proof",
      render: () => {
        const drawing = sampleProof(5, 13);
        return drawing === undefined ? null : <InclusionDrawing level={3} drawing={drawing} />;
      },
    },
    {
      title: "Inclusion proof of the only entry, and one that leads elsewhere",
      render: () => {
        const [only, bad] = [sampleProof(0, 1), sampleProof(2, 3)];
        return (
          <div className="flex flex-col gap-3">
            {only === undefined ? null : <InclusionDrawing level={3} drawing={only} />}
            {bad === undefined ? null : <InclusionDrawing level={3} drawing={{ ...bad, endsInRoot: false }} />}
          </div>
        );
      },
    },
    {
      title: "What this browser remembers: first visit, continued, contradicted; a head that somebody else saw",
      render: () => (
        <div className="flex flex-col gap-3">
          <MemoryVerdict
            compared={{
              check: { name: "continues", outcome: "cannot-check", reason: "first-visit", detail: "14 entries." },
              evidence: undefined,
            }}
          />
          <MemoryVerdict
            compared={{
              check: { name: "continues", outcome: "pass", detail: "The 12 entries are unchanged; 2 were added." },
              evidence: undefined,
            }}
          />
          <MemoryVerdict
            compared={{
              check: {
                name: "continues",
                outcome: "fail",
                reason: "forked",
                detail: "The log cannot show that it continues the 14 entries that this browser verified.",
              },
              evidence: PROOF,
            }}
          />
          <GivenVerdict
            compared={{ check: { name: "continues", outcome: "pass", detail: "The same root." }, evidence: undefined }}
          />
          <GivenVerdict
            compared={{
              check: { name: "continues", outcome: "fail", reason: "forked", detail: "This log signed two histories." },
              evidence: PROOF,
            }}
          />
        </div>
      ),
    },
    {
      title: "The alarm over every page",
      wide: true,
      render: () => (
        <AlarmPanel
          compared={{
            check: {
              name: "continues",
              outcome: "fail",
              reason: "shrunk",
              detail: "Today the log shows only 12 entries of the 14 that this browser verified.",
            },
            evidence: { fileName: "touchstone-contradiction.json", text: "{}", isProof: false },
          }}
        />
      ),
    },
    { title: "Entries as sentences", render: () => <EntryList entries={ENTRIES} names={NAMES} now={NOW} /> },
    {
      title: "A watcher that holds another history",
      render: () => (
        <WatcherAlarms
          now={NOW}
          alarms={[{ name: "north", says: "It has cosigned another history of the same size 14.", at: NOW - 41_000 }]}
        />
      ),
    },
    {
      title: "Entries as a table",
      wide: true,
      render: (theme) => <EntryTable entries={ENTRIES} names={NAMES} now={NOW} caption={`Entries, ${theme}`} />,
    },
    {
      title: "Size, root, age; before the first checkpoint; the line under each page",
      render: () => (
        <div className="flex flex-col gap-6">
          <LogFacts
            latest={{ size: 14, root: HASH, signed_at_ms: NOW - 41_000 }}
            watchers={WATCHED}
            origin="index.example/log"
            now={NOW}
          />
          <LogFacts latest={undefined} watchers={UNWATCHED} origin="index.example/log" now={NOW} />
          <AsOfLine asOf={{ size: 48_214, time: new Date(NOW).toISOString() }} watchers={WATCHED} />
          <AsOfLine asOf={{ size: 48_214, time: new Date(NOW).toISOString() }} watchers={{ ...UNWATCHED, own: 3 }} />
          <AsOfLine asOf={{ size: 48_214, time: new Date(NOW).toISOString() }} watchers={UNWATCHED} />
        </div>
      ),
    },
    ...ENTRY_SPECIMENS,
  ],
};
