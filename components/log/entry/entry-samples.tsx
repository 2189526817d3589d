import type { Specimen } from "#components/gallery/gallery-section.ts";
import { HashText } from "#components/ui/hash-text.tsx";
import type { EntryView, WithheldPart } from "#lib/contract/entries.ts";
import type { ProposalStanding } from "#lib/contract/keys.ts";
import type { Names } from "#lib/contract/names.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import { publicKeyOfDid, thumbprintOf } from "#lib/kernel/did-key.ts";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import type { PartCommit } from "#lib/statement/envelope.ts";
import { AuditCommand } from "../proof/audit-command.tsx";
import { ReceiptActions } from "../proof/receipt-actions.tsx";
import { ReceiptDownloads } from "../proof/receipt-downloads.tsx";
import { ProposalProgress } from "../proposal-progress.tsx";
import { EntryFacts } from "./entry-facts.tsx";
import { EntryItem } from "./entry-item.tsx";
import { EntryParts } from "./entry-parts.tsx";
import { EffectText } from "./entry-sentence.tsx";

const NOW = asInstant(Date.UTC(2026, 10, 23, 12));
const at = (hours: number) => formatInstant(addMs(NOW, hours * HOUR_MS));
const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
const MEMBER = "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S";
const HALDEN = "prv_mfrggzdfmztwq2lknnwg23tpoa";
const OWN_KEY = thumbprintOf(publicKeyOfDid(DID) ?? new Uint8Array(32));
const hash = (digit: string) => digit.repeat(64);

const NAMES: Names = {
  participants: { [DID]: "Halden Operations" },
  providers: { [HALDEN]: { id: HALDEN, name: "Halden", kind: "instance", proven: true } },
  index: "did:key:z6MkIndex",
  founded: {},
  reasons: { "stale-prev": "Another statement took this place first" },
};

const ENTRY: EntryView = {
  ...{ index: 48_213, statement_hash: hash("3"), kind: "disclosure.identity", issuer: DID, key: OWN_KEY },
  ...{ subject: HALDEN, logged_at: at(-2), effect: { status: "effective", size: 48_300 } },
  ...{ statement: { issuedAt: at(-2.01) }, leaf: "", leaf_hash: hash("9"), proposal: null, withheld: [] },
  touched: [`provider:${HALDEN}`, `participant:${DID}`],
};
/** By a member, and without effect. */
const VOID: EntryView = {
  ...ENTRY,
  ...{ issuer: MEMBER, key: "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY", touched: [], subject: "new" },
  ...{ effect: { status: "void", code: "stale-prev", size: 48_300 }, statement: { onBehalfOf: DID } },
};

const facts = (entry: EntryView) => (
  <EntryFacts entry={entry} names={NAMES} now={NOW} effect={<EffectText entry={entry} names={NAMES} />} />
);

const part = (digit: string, change: Partial<PartCommit>): PartCommit =>
  ({
    ...{ commit: hash(digit), bytes: 1_284, mediaType: "application/json", visibility: "public" },
    ...change,
  }) as PartCommit;
const PARTS = [
  part("a", {}),
  part("b", { visibility: "parties", bytes: 640_112, mediaType: "message/http" }),
  part("c", { visibility: "sealed", bytes: 88, mediaType: "text/plain" }),
];
const WITHHELD: WithheldPart = {
  ...{ commit: hash("a"), recorded_in: 48_260, who: "District Court of Halden", ground: "Personal data" },
  ...{ reason: "The file names a customer with her address.\nDecided on 21 November.", removed_at: null },
};

const standing = (change: Partial<ProposalStanding>): ProposalStanding => ({
  ...{ statement: hash("3"), state: "open", proposed_in: 48_200, lapses_at: at(140), not_before: null },
  ...{ carried_in: null, consents: [{ of: DID, needed: 3, signed: [OWN_KEY], missing: 2 }] },
  ...change,
});
const proposal = (change: Partial<ProposalStanding>) => (
  <ProposalProgress proposal={standing(change)} names={NAMES} now={NOW} />
);
const RECEIPT: ReceiptDocument = {
  ...{ checkpoint: "", entry: "", index: 48_213, proof: [], type: "touchstone-receipt/v1" },
};

/** What stands on the page of an entry, and around a receipt. */
export const ENTRY_SPECIMENS: readonly Specimen[] = [
  {
    title: "An entry's facts: with effect; a member's, without effect",
    wide: true,
    render: () => (
      <div className="flex flex-col gap-8">
        {facts(ENTRY)}
        {facts(VOID)}
      </div>
    ),
  },
  {
    title: "Parts of a statement: public, for the parties, sealed",
    render: () => <EntryParts parts={PARTS} withheld={[]} now={NOW} />,
  },
  {
    title: "A part that was withheld: its bytes are being removed; they are gone",
    render: () => (
      <div className="flex flex-col gap-4">
        <EntryParts parts={PARTS.slice(0, 1)} withheld={[WITHHELD]} now={NOW} />
        <EntryParts parts={PARTS.slice(0, 1)} withheld={[{ ...WITHHELD, removed_at: at(-20) }]} now={NOW} />
      </div>
    ),
  },
  {
    title: "A proposal: signatures are missing; the last one counts from a day on",
    render: () => (
      <div className="flex flex-col gap-5">
        {proposal({})}
        {proposal({
          not_before: formatInstant(addMs(NOW, 2 * DAY_MS)),
          consents: [
            { of: DID, needed: 1, signed: [OWN_KEY], missing: 0 },
            { of: MEMBER, needed: 1, signed: [], missing: 1 },
          ],
        })}
      </div>
    ),
  },
  {
    title: "A proposal: it took effect; it lapsed",
    render: () => (
      <div className="flex flex-col gap-5">
        {proposal({
          ...{ state: "carried", carried_in: 48_211 },
          consents: [{ of: "index-admins", needed: 2, signed: [DID, MEMBER], missing: 0 }],
        })}
        {proposal({ state: "lapsed", lapses_at: at(-9) })}
      </div>
    ),
  },
  {
    title: "Entries that something rests on",
    render: () => (
      <ul className="flex flex-col gap-1">
        <EntryItem index={48_213}>the report</EntryItem>
        <EntryItem index={9}>
          what the machines found, by <HashText value={DID} what="DID" />
        </EntryItem>
      </ul>
    ),
  },
  {
    title: "What to do with a receipt that has just come, and on the page of its entry",
    render: () => (
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-2">
          <ReceiptActions receipt={RECEIPT} />
        </div>
        <div className="flex flex-wrap gap-2">
          <ReceiptDownloads receipt={RECEIPT} />
        </div>
      </div>
    ),
  },
  { title: "The command that audits this index", render: () => <AuditCommand webOrigin="https://index.example" /> },
];
