/** Cheating with words, on the practice log: a tier, a verdict and an answer that its own entries do not bear out. */

import type { FaultId } from "#lib/evidence/bundle/fault-id.ts";
import { inputsHash } from "#lib/evidence/checks/verdict.ts";
import { BUNDLE_CHECKS, BUNDLE_RULES } from "#lib/evidence/rules.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { caseIdOf, providerIdOf, type StatementHash } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { StateTrie } from "#lib/log/trie.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { buildWrongStateRoot, buildWrongVerdict } from "#lib/state/fraud/build.ts";
import { buildContradiction } from "#lib/state/fraud/contradiction.ts";
import { encodeFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { verifyByRunning } from "#lib/state/fraud/verify.ts";
import { marksOfProvider } from "#lib/state/marks/marks-input.ts";
import { marksHash, marksLeaf } from "#lib/state/marks/marks-trie.ts";
import { dayOf, factsTrieOf, stateRootOf } from "#lib/state/state-root.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { EVIDENCE_MEDIA_TYPE, REPORT_TEMPLATE, type VerdictBody } from "#lib/statement/evidence-bodies.ts";
import { sealAnswer } from "#lib/statement/signed-answer.ts";
import { commitOf } from "#lib/statement/submission.ts";
import { type Conviction, convict, type Means, practised, trustIn } from "./practice-fraud.ts";
import { PRACTICE_ORIGIN, type PracticeLog, receiptOf } from "./practice-log.ts";

/** Signs a root over marks in which a provider that has shown nothing has the best tier. */
export function flatterFriend(means: Means): Conviction {
  const log = practised(means, 3);
  const { state, now } = log;
  const id = providerIdOf(register(log, means));
  const marks = marksOfProvider(state, id, dayOf(now));
  if (marks === undefined) throw new Error("The practice provider has no marks.");
  const trie = new StateTrie();
  trie.put(marksLeaf(id, marksHash({ ...marks, tier: "A" })));
  const [size, facts] = [log.leaves.length, factsTrieOf(state.rows()).root()];
  const stated = { root: trie.root(), model: modelHash(MODEL_1) };
  log.say("state.root", log.index, "index", { ...stateRootOf({ size, lastLoggedAt: now, facts, marks: stated }) });
  return convict(log, buildWrongStateRoot(receiptOf(log), log.leaves, log.vkey));
}

function register(log: PracticeLog, { random }: Means): StatementHash {
  const friend = identityOfSeed(random(32));
  log.say("participant.register", friend, friend.did, { displayName: "A friend" });
  return hashIn(log.say("provider.register", friend, "new", { kind: "instance", name: "A friend's instance" }));
}

function hashIn(leaf: Uint8Array): StatementHash {
  const entry = parseEntry(leaf);
  if (!entry.ok) throw new Error("The practice entry does not parse.");
  return entry.value.parsed.hash;
}

/** Says "proven" of a report whose evidence shows nothing. */
export async function condemnInnocent(means: Means): Promise<Conviction> {
  const log = practised(means, 3);
  const { random } = means;
  const [accused, rival] = [identityOfSeed(random(32)), identityOfSeed(random(32))];
  const part = { bytes: utf8Encode("They cheated me. Believe me."), nonce: random(32) };
  const commit = commitOf(part);
  const claim = { template: REPORT_TEMPLATE, claim: "equivocation", drawShare: hexEncode(random(32)) };
  const shown = { commit, bytes: part.bytes.length, mediaType: EVIDENCE_MEDIA_TYPE, visibility: "public" as const };
  const filed = hashIn(log.say("report.file", rival, accused.did, claim, { parts: [shown] }));
  log.say("verdict", log.index, caseIdOf(filed), { ...provenOf(log, commit) } as unknown as JsonObject);
  const proof = buildWrongVerdict(receiptOf(log), [part], log.leaves, log.vkey);
  if (proof === undefined) throw new Error("There was nothing to prove.");
  const finding = await verifyByRunning(encodeFraudProof(proof), trustIn(log), undefined);
  return convict(log, proof, () => finding);
}

/** What a verdict says when every check passed, which none of them did. */
function provenOf({ now }: PracticeLog, commit: string): VerdictBody {
  const faultId = hexEncode(sha256(utf8Encode("no fault"))) as FaultId;
  const inputs = { faultId, keyHistory: null, definition: null, state: null };
  return {
    ...{ verdict: "proven", reason: null, rules: BUNDLE_RULES, bundle: commit, faultGroup: null, signer: null },
    ...{ ...inputs, t: formatInstant(now), inputs: inputsHash({ ...inputs, commit, t: now }) },
    checks: BUNDLE_CHECKS.map((name) => ({ name, outcome: "pass" as const })),
  };
}

/** Answers one question twice, each time by the answer key and of the same size, and names another service. */
export function answerTwice(means: Means): Conviction {
  const log = practised(means, 3);
  const question = {
    origin: PRACTICE_ORIGIN,
    request: { path: "/api/v1/offers", query: { category: "storage" } },
    asOf: { size: log.leaves.length, time: formatInstant(log.now) },
    checkpoint: log.head(),
  };
  const [one, other] = ["The cheapest that fits", "Whoever paid us"].map((named) =>
    sealAnswer({ ...question, answer: { data: [{ named }] } }, log.answer.did, (message) =>
      signEd25519(log.answer.seed, message),
    ),
  );
  return convict(log, one && other && buildContradiction(one, other, receiptOf(log, 0), log.vkey));
}
