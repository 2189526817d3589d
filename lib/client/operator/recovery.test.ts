import { expect, test } from "vitest";
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type EntryIndex, type Origin, providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import { keyKey, type ParticipantForm, type ProviderForm, participantKey } from "#lib/state/forms.ts";
import { MemoryState } from "#lib/state/memory-state.ts";
import { providerOf, signingKeyOf } from "#lib/state/view.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { newGenesisBody } from "#lib/statement/genesis.ts";
import { keyProofBytes } from "#lib/statement/possession-proof.ts";
import type { Signer } from "../signer.ts";
import { prepareStatement } from "../statements/prepare-statement.ts";
import { ownerOfKeys, planRevoke } from "./key-plans.ts";
import { planAnnouncement, planRecovery } from "./recovery.ts";

const log = "index.example/log" as Origin;
const start = asInstant(Date.UTC(2026, 10, 22, 10));

function signerOf(name: string): Signer & { digest: string } {
  const seed = sha256(utf8Encode(name));
  const publicKey = publicKeyOfSeed(seed);
  return {
    did: didKeyOf(publicKey),
    thumbprint: thumbprintOf(publicKey),
    sign: async (message) => signEd25519(seed, message),
    digest: hexEncode(sha256(publicKey)),
  };
}

let stamps = 0;
function stamp() {
  stamps += 1;
  return { id: `AAAAAAAAAAAAAAAAAAAA${String(stamps).padStart(2, "A").slice(-1)}A`, issuedAt: formatInstant(start) };
}

/** An index with one participant, and a function that folds statements onto it. */
function foundIndex() {
  const [index, account, spare] = [signerOf("index"), signerOf("account"), signerOf("spare")];
  const recovery = signerOf("recovery");
  const state = MemoryState.empty();
  let at = 0;
  const log_ = (statement: UnsignedStatement) => {
    const entry = {
      index: at as EntryIndex,
      leafHash: sha256(utf8Encode(String(at))),
      loggedAt: start,
      statement,
      hash: statementHash(statement),
    };
    at += 1;
    return state.apply(entry).effect;
  };
  const keys = { log: index, promise: index, answer: index, witness: index, statement: index, admin: index };
  const genesis = newGenesisBody(log, keys, { foldVersion: FOLD_VERSION });
  const by = (
    signer: Signer,
    kind: "index.genesis" | "participant.register" | "member.grant" | "provider.register" | "key.add",
    subject: string,
    body: UnsignedStatement["body"],
  ) => prepareStatement({ kind, log, issuer: signer.did, key: signer.thumbprint, subject, body }, stamp());
  expect(log_(by(index, "index.genesis", "index", genesis)).status).toBe("effective");
  const register = { displayName: "Halden", nextKeyDigest: spare.digest, recoveryKey: recovery.did };
  expect(log_(by(account, "participant.register", account.did, register)).status).toBe("effective");
  return { state, account, spare, recovery, log: log_, by };
}

test("a recovery is effective from its first statement to its last, and ends the lost key at once", async () => {
  const { state, account, spare, log: fold } = foundIndex();
  const [newKey, newSpare] = [signerOf("new"), signerOf("new spare")];
  const participant = state.get(participantKey(account.did)) as ParticipantForm;
  const lost = [{ thumbprint: account.thumbprint, reason: "compromised" }] as const;
  const plan = { log, participant, spare, newKey, newSpareDigest: newSpare.digest, lost, stamp };
  for (const statement of await planRecovery(plan)) expect(fold(statement)).toEqual({ status: "effective" });

  const after = state.get(participantKey(account.did)) as ParticipantForm;
  expect(after.nextKeyDigest).toBe(newSpare.digest);
  expect(state.get(keyKey(account.thumbprint))).toMatchObject({ state: "revoked" });
  const added = signingKeyOf(state, newKey.thumbprint);
  expect(added && isActiveAt(added, start)).toBe(false);
  expect(added && isActiveAt(added, addMs(start, DAY_MS))).toBe(true);
});

test("what a thief set up ends in the same act, and a threshold that could not be reached any more is lowered", async () => {
  const { state, account, spare, log: fold, by } = foundIndex();
  const [newKey, newSpare, helper] = [signerOf("new"), signerOf("new spare"), signerOf("helper")];
  const until = formatInstant(addMs(start, DAY_MS));
  const grant = { member: helper.did, scopes: ["keys"], providers: "all", until };
  expect(fold(by(account, "member.grant", account.did, grant)).status).toBe("effective");
  const listing = by(account, "provider.register", "new", { kind: "service", name: "Vela" });
  expect(fold(listing).status).toBe("effective");
  const id = providerIdOf(statementHash(listing));
  const message = keyProofBytes({ log, provider: id, thumbprint: helper.thumbprint, purpose: "disclosure" });
  const proof = base64UrlEncode(await helper.sign(message));
  expect(fold(by(account, "key.add", id, { purpose: "disclosure", newKey: helper.did, proof })).status).toBe(
    "effective",
  );
  const statements = await planRecovery({
    log,
    participant: state.get(participantKey(account.did)) as ParticipantForm,
    spare,
    newKey,
    newSpareDigest: newSpare.digest,
    lost: [{ thumbprint: account.thumbprint, reason: "compromised" }],
    members: [helper.did],
    providerKeys: [{ provider: providerOf(state, id) as ProviderForm, thumbprint: helper.thumbprint }],
    threshold: 1,
    stamp,
  });
  for (const statement of statements) expect(fold(statement), statement.kind).toEqual({ status: "effective" });
  expect(state.get(participantKey(account.did))).toMatchObject({ members: [], nextKeyDigest: newSpare.digest });
  expect(signingKeyOf(state, helper.thumbprint)?.state).toBe("revoked");
});

test("the recovery key ends the lost key and announces a new one with its spare key, and can withdraw it", async () => {
  const { state, account, recovery, log: fold } = foundIndex();
  const [newKey, newSpare] = [signerOf("new"), signerOf("new spare")];
  const form = () => state.get(participantKey(account.did)) as ParticipantForm;
  const lost = [{ thumbprint: account.thumbprint, reason: "ceased" }] as const;
  const plan = { log, participant: form(), recovery, newKey, newSpareDigest: newSpare.digest, lost, stamp };
  for (const statement of await planAnnouncement(plan)) expect(fold(statement)).toEqual({ status: "effective" });
  expect(form().recovery).toMatchObject({ key: newKey.thumbprint, by: recovery.did, nextKeyDigest: newSpare.digest });
  expect(signingKeyOf(state, account.thumbprint)?.state).toBe("revoked");
  const acting = { signer: recovery, isRevealed: true };
  const scene = { log, issuer: account.did, owner: ownerOfKeys(form()), acting, stamp };
  expect(fold(planRevoke(scene, newKey.thumbprint, { reason: "ceased" })).status).toBe("effective");
  expect(form().recovery).toBeNull();
});

test("the account key alone cannot do what the spare key can", async () => {
  const { state, account, log: fold } = foundIndex();
  const participant = state.get(participantKey(account.did)) as ParticipantForm;
  const plan = {
    log,
    participant,
    spare: account,
    newKey: signerOf("new"),
    newSpareDigest: signerOf("x").digest,
    lost: [],
    stamp,
  };
  for (const statement of await planRecovery(plan)) expect(fold(statement).status).toBe("void");
});
