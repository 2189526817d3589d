/** docs/protocol/examples.md: each format once with real bytes, made by public seeds, for whoever writes another implementation. */
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { type Origin, providerIdOf, providerIdOfKey } from "#lib/kernel/ids.ts";
import { addMs, type Instant, parseInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { naiveInclusion, naiveRoot } from "#lib/log/naive-tree.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { formatPromise, promiseOf } from "#lib/log/promise.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { leafHash } from "#lib/log/tree.ts";
import { composeStatement, type Draft, type Identity, identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { signingBytes, statementHash } from "#lib/statement/envelope.ts";
import { keyProofBytes, nameProofBytes, nameProofText } from "#lib/statement/possession-proof.ts";
import { commitOf } from "#lib/statement/submission.ts";

const ORIGIN = "example.invalid/log" as Origin;
const AT = parseInstant("2027-01-01T00:00:00.000Z") as Instant;
const seedOf = (byte: number) => new Uint8Array(32).fill(byte);

/** A statement of `by`, whose id is sixteen times `mark`. */
function signed(by: Identity, said: Pick<Draft, "kind" | "subject" | "body" | "prev">, mark: number) {
  const whole = { ...said, log: ORIGIN, issuer: by.did, key: by.thumbprint };
  const unsigned = composeStatement(whole, AT, (count) => new Uint8Array(count).fill(mark));
  return { unsigned, bytes: signStatement(unsigned, by.seed), hash: statementHash(unsigned) };
}

const text = (bytes: Uint8Array) => utf8Decode(bytes) ?? "";
const block = (...lines: readonly string[]) => `\`\`\`\n${lines.join("\n").trimEnd()}\n\`\`\``;
const sign = (by: Identity, message: Uint8Array) => base64UrlEncode(signEd25519(by.seed, message));

/** What the page shows; tests read it with the parsers of the product. */
export function workedExamples() {
  const operator = identityOfSeed(seedOf(1));
  const other = identityOfSeed(seedOf(2));
  const participant = signed(
    operator,
    { kind: "participant.register", subject: operator.did, body: { displayName: "Halden" } },
    1,
  );
  const provider = signed(
    operator,
    { kind: "provider.register", subject: "new", body: { kind: "service", name: "Halden Prices" } },
    2,
  );
  const entries = [participant, provider].map(({ bytes }, at) => encodeEntry(addMs(AT, at * SECOND_MS), bytes));
  const leaves = entries.map((entry) => leafHash(entry));
  const root = naiveRoot(leaves);
  const log = ed25519NoteSigner(ORIGIN, seedOf(3));
  const promiser = ed25519NoteSigner(`${ORIGIN}/promise`, seedOf(4));
  const checkpointNote = signNote(formatCheckpoint({ origin: ORIGIN, size: 2, root }), [log]);
  const proof = naiveInclusion(1, leaves);
  const receipt = buildReceipt({ index: 1, entryBytes: entries[1] ?? new Uint8Array(), proof, checkpointNote });
  const promise = signNote(formatPromise(promiseOf(ORIGIN, provider.hash, AT / SECOND_MS)), [promiser]);
  return {
    operator,
    other,
    participant,
    provider,
    entries,
    leaves,
    root,
    log,
    promiser,
    checkpointNote,
    receipt,
    promise,
  };
}

export function examplesPage(): string {
  const { operator, other, participant, provider, entries, leaves, root, log, promiser, ...notes } = workedExamples();
  const id = providerIdOf(provider.hash);
  const claim = { log: ORIGIN, provider: id, thumbprint: other.thumbprint, purpose: "response" } as const;
  const name = { log: ORIGIN, operator: operator.did, provider: id };
  const part = { bytes: utf8Encode("hello\n"), nonce: seedOf(5) };
  const message = signingBytes(participant.unsigned);
  return `# Worked examples

Every byte of this page is made by the code from public seeds (\`lib/cli/docs/examples-page.ts\`), and read back by a test. Keys of such seeds prove nothing about anybody. What the formats mean stands on the pages that are linked; here is what they look like, for whoever writes another implementation. Blocks hold exactly the bytes, without the line break at the end where the text has none.

## Keys
Seed of the operator: 32 bytes \`01\`. Its public key, its name and its [thumbprint](signatures.md):

${block(hexEncode(operator.publicKey), operator.did, operator.thumbprint)}

The id of a provider that is [named by this key](proofs-of-possession.md#a-provider-named-by-its-key): \`${providerIdOfKey(operator.did)}\`.

## A statement
Without its signature, [canonical](signatures.md#canonical-json):

${block(text(canonicalBytes(participant.unsigned)))}

Its [statement hash](statement.md), SHA-256 of these bytes:

${block(participant.hash)}

What is signed is its DSSE encoding, ${message.length} bytes, that begin \`${text(message.subarray(0, 60))}\`. With the signature, as it is sent:

${block(text(participant.bytes))}

## A provider and its id
The operator registers a service; the subject is \`new\`:

${block(text(provider.bytes))}

Its hash is \`${provider.hash}\`, the provider's id the first 16 bytes of it in base32: \`${id}\`.

## Entries, leaves, root
[Entry](statement.md#entry) 0 and 1, as they are hashed:

${block(...entries.map(text))}

Their leaf hashes, SHA-256(\`00\` ‖ entry), and the root of both, SHA-256(\`01\` ‖ left ‖ right):

${block(...leaves.map(hexEncode), hexEncode(root))}

## A checkpoint
The log's key has the seed 32 times \`03\`, its [verifier key](log.md) is:

${block(log.vkey)}

The signed note over the two entries ends with a line break:

${block(notes.checkpointNote)}

## A receipt
Of entry 1: the content of a file \`….receipt.json\`, canonical ([receipt](receipt.md)). The proof is the leaf hash of entry 0.

${block(text(notes.receipt))}

## A promise
By the promise key (seed 32 times \`04\`), that the provider's statement will be included ([promise](promise.md)). Its verifier key, and the note:

${block(promiser.vkey)}

${block(notes.promise)}

## Proofs of possession
The key of seed 32 times \`02\` is to be published as a response key of the provider. It signs the DSSE encoding, type \`application/vnd.touchstone.key-proof.v1+json\`, of ([proofs](proofs-of-possession.md))

${block(text(canonicalBytes(claim)))}

with the signature

${block(sign(other, keyProofBytes(claim)))}

The same key as proof of the provider's name: text, and signature over its encoding of type \`application/vnd.touchstone.name-proof.v1+json\`:

${block(text(nameProofText(name)), sign(other, nameProofBytes(name)))}

## A part
The six bytes \`hello\` and a line break, with the nonce 32 times \`05\`, have the commitment

${block(commitOf(part))}

## A session challenge
Signed as type \`application/vnd.touchstone.session.v1+json\` ([session](session.md)):

${block(text(challengeOf(operator)), sign(operator, preAuthEncoding("application/vnd.touchstone.session.v1+json", challengeOf(operator))))}

## Elsewhere
[Draws](draw.md) and [signed responses](../how-to/sign-responses.md) have examples on their own pages, [ledger digests](ledger-digests.md) and HTTP archives as [files](../examples/README.md).
`;
}

/** Its nonce is sixteen times \`06\`. */
const challengeOf = ({ did, thumbprint }: Identity) =>
  canonicalBytes({
    ...{ aud: "https://example.invalid", did, exp: "2027-01-01T00:05:00.000Z", key: thumbprint, log: ORIGIN },
    ...{ nonce: base64UrlEncode(new Uint8Array(16).fill(6)), purpose: "sign-in" },
  });
