/** For tests: a contested case that nobody could decide, as the one file that an index gives out of it. */
import { encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { caseIdOf } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { proveAggregate } from "#lib/statement/aggregate-proof.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { EVIDENCE_MEDIA_TYPE } from "#lib/statement/evidence-bodies.ts";
import { commitOf } from "#lib/statement/submission.ts";
import type { WholeCase } from "../files/whole-case.ts";
import { judge, OUTCOMES, reporting } from "./cases.ts";
import { Court, PEOPLE, secretOf } from "./disputes.ts";
import { factsNow, headOf, receiptIn } from "./fraud-world.ts";

/** `voidReceipt`: of an entry about the case that changed nothing, and is not in the file. */
export function handedOverCase(): { file: WholeCase; voidReceipt: WholeCase["receipts"][number] } {
  const court = Court.founded(0);
  const { world } = court;
  const claim = { kind: "withdrawal-refused" as const, params: { since: "2026-03-01T00:00:00.000Z" } };
  const bytes = encodeBundle(newBundle({ subject: { provider: court.provider }, claim, exchanges: [] }));
  const part = { bytes, nonce: sha256(utf8Encode("nonce")) };
  const saying = reporting(PEOPLE.reporter, court.provider, "withdrawal-refused", "evidence");
  const parts = [
    { commit: commitOf(part), bytes: bytes.length, mediaType: EVIDENCE_MEDIA_TYPE, visibility: "public" as const },
  ];
  const filed = world.say({
    ...saying,
    body: { ...saying.body, drawShare: secretOf("reporter").commit },
    change: { parts },
  });
  const id = caseIdOf(filed.hash);
  judge(world, id, { checks: OUTCOMES["for-people"], signer: PEOPLE.operator.did, fault: "f".repeat(64) });
  court.contest(id, PEOPLE.operator, { ground: null });
  court.contest(id, PEOPLE.stranger);
  const ignored = world.leaves.length - 1;
  court.pass(id);
  court.world.now = court.drawDue(id);
  court.draw(id);
  const { rows, trie, body } = factsNow(world);
  world.say({ kind: "state.root", by: world.index, subject: "index", body });
  const { leaves } = world;
  const note = headOf(leaves, leaves.length);
  const receiptOf = (index: number) => receiptIn(leaves, index, leaves.length, note);
  const about = (subject: string) =>
    leaves.flatMap((leaf, index) => {
      const entry = parseEntry(leaf);
      if (!entry.ok) return [];
      const { statement, hash } = entry.value.parsed;
      const isAbout = statement.subject === subject || caseIdOf(hash) === subject;
      return isAbout && index !== ignored ? [index] : [];
    });
  const prove = (key: string, entries: number[]) => {
    const row = rows.find((one) => one.key === key);
    const known = row && { ...row, form: row.form as unknown as JsonObject };
    return { entries, proof: proveAggregate(trie, key, known, receiptOf(leaves.length - 1)) };
  };
  const all = about(id);
  const state = [prove(`case:${id}`, all), prove(`panel:${id}.1`, all.slice(-1))];
  const receipts = [0, ...all].map(receiptOf);
  return { file: { case: id, receipts, parts: [part], state, keys: [] }, voidReceipt: receiptOf(ignored) };
}
