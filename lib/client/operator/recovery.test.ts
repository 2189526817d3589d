import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { EntryIndex, Origin } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import { keyKey, type ParticipantForm, participantKey } from "#lib/state/forms.ts";
import { MemoryState } from "#lib/state/memory-state.ts";
import { signingKeyOf } from "#lib/state/view.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { newGenesisBody } from "#lib/statement/genesis.ts";
import type { Signer } from "../signer.ts";
import { prepareStatement } from "../statements/prepare-statement.ts";
import { planRecovery } from "./recovery.ts";

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
    kind: "index.genesis" | "participant.register",
    subject: string,
    body: UnsignedStatement["body"],
  ) => prepareStatement({ kind, log, issuer: signer.did, key: signer.thumbprint, subject, body }, stamp());
  expect(log_(by(index, "index.genesis", "index", genesis)).status).toBe("effective");
  const register = { displayName: "Halden", nextKeyDigest: spare.digest };
  expect(log_(by(account, "participant.register", account.did, register)).status).toBe("effective");
  return { state, account, spare, log: log_ };
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
