/**
 * Right answers for a provider's record: of each provider that an index lists, one answer that was run again here and is right is
 * attached there, to be run again by the index. One a day counts for each key and provider, and the index refuses more.
 */
import { randomBytes } from "node:crypto";
import { encodeBundle, keyAlone, newBundle } from "#lib/evidence/bundle/bundle.ts";
import { findSecrets } from "#lib/evidence/bundle/secrets.ts";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import type { Did, Origin, ProviderId } from "#lib/kernel/ids.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { composeStatement, type Identity, identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { ATTACH_TEMPLATE, EVIDENCE_MEDIA_TYPE } from "#lib/statement/evidence-bodies.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import type { Io } from "../command.ts";
import { earlierOf } from "../index-clock.ts";
import { listKeys, openKey, saveKey } from "../key-ring.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { sendPatiently } from "../send-patiently.ts";
import { RefusedError, sendStatement } from "../send-statement.ts";
import { type SignedAnswer, signersOf } from "./earlier-answers.ts";
import { type Callee, CLAIMS, type Outcome, repeatsOwn } from "./judge.ts";

export type Attached =
  | { readonly provider: ProviderId; readonly status: "attached"; readonly index?: number; readonly promise?: string }
  | { readonly provider: string; readonly status: "refused"; readonly reason: string };

/** `exchange` undefined: every right answer so far would publish a secret. `signers`: of it. */
type First = {
  readonly provider: ProviderId | undefined;
  readonly exchange: HttpExchange | undefined;
  readonly signers: readonly Did[];
};

/**
 * The first right answer of each provider that can be shown to everybody: what repeats the call's own secret, or holds what
 * looks like one of anybody's, is passed over. Of one that no index lists, its key stands for it.
 */
export class RightAnswers {
  readonly #first = new Map<string, First>();

  add({ responder, provider, clock }: Pick<Callee, "responder" | "provider" | "clock">, outcome: Outcome): void {
    const name = provider ?? responder;
    if (outcome.kind !== "verified" || this.#first.get(name)?.exchange !== undefined) return;
    const exchange = isForAll(responder, outcome.answer, earlierOf(clock)) ? outcome.answer.exchange : undefined;
    this.#first.set(name, { provider, exchange, signers: signersOf([outcome.answer]) });
  }

  get all() {
    return [...this.#first].map(([name, answer]) => ({ name, ...answer }));
  }
}

function isForAll(provider: string, answer: SignedAnswer, at: Instant): boolean {
  const now = Math.floor(at / SECOND_MS);
  const claim = { kind: "content-address", params: {} } as const;
  const shown = newBundle({ subject: { provider }, claim, exchanges: [answer.exchange] });
  return repeatsOwn(answer, now) === undefined && findSecrets(shown, now).length === 0;
}

type Given = {
  readonly remote: RemoteIndex;
  readonly definition: Definition["kind"];
  /** Label of a key of one's own; left out, one is made for this and kept. */
  readonly key: string | undefined;
  readonly io: Io;
};

/** Never rejects for what an index refuses. */
export async function attachAll(answers: RightAnswers, given: Given): Promise<Attached[]> {
  const attached: Attached[] = [];
  for (const { name, provider, exchange, signers } of answers.all) {
    const reason =
      provider === undefined
        ? "The index lists no provider with this key."
        : "Its right answers hold what looks like a secret, and an attachment is public for ever.";
    const done =
      provider === undefined || exchange === undefined
        ? ({ provider: name, status: "refused", reason } as const)
        : await attach(provider, { exchange, signers }, given).catch((error: unknown): Attached => {
            if (!(error instanceof RefusedError)) throw error;
            return { provider, status: "refused", reason: reasonOf(error) };
          });
    attached.push(done);
  }
  return attached;
}

function reasonOf({ code, message }: RefusedError): string {
  return code === "guard" ? "One was attached today with this key: one a day counts." : message;
}

type Right = { readonly exchange: HttpExchange; readonly signers: readonly Did[] };

async function attach(provider: ProviderId, { exchange, signers }: Right, given: Given): Promise<Attached> {
  const { remote, definition, io } = given;
  const { origin } = await remote.describe();
  const signer = await signerOf(given);
  const claim = { kind: CLAIMS[definition], params: {} };
  const keys = signers.map(keyAlone);
  const bytes = encodeBundle(newBundle({ subject: { provider }, claim, exchanges: [exchange], keys }));
  const part: Part = { bytes, nonce: randomBytes(32) };
  const commit = { commit: commitOf(part), bytes: bytes.length, mediaType: EVIDENCE_MEDIA_TYPE };
  const unsigned = composeStatement(
    {
      kind: "evidence.attach",
      log: origin as Origin,
      issuer: signer.did,
      key: signer.thumbprint,
      subject: provider,
      body: { template: ATTACH_TEMPLATE },
      parts: [{ ...commit, visibility: "public" as const }],
    },
    await remote.now(),
    (count) => randomBytes(count),
  );
  const statement = signStatement(unsigned, signer.seed);
  const sent = await sendPatiently(() => sendStatement(remote, statement, io, [part]), io);
  if ("kept" in sent) return { provider, status: "attached", promise: sent.kept.path };
  if (sent.voidCode !== undefined)
    return { provider, status: "refused", reason: `Entry ${sent.index} is void (${sent.voidCode}).` };
  return { provider, status: "attached", index: sent.index };
}

const OWN_LABEL = "attest";

/** The same each day: a key that reported a fault first, and was right, weighs more. */
async function signerOf({ key, io }: Given): Promise<Identity> {
  if (key !== undefined) return await openKey(io.env, key);
  if (listKeys(io.env).some(({ label }) => label === OWN_LABEL)) return await openKey(io.env, OWN_LABEL);
  const made = identityOfSeed(randomBytes(32));
  await saveKey(io.env, OWN_LABEL, made.seed, "report");
  return made;
}

export function attachedWords(attached: Attached): string {
  if (attached.status === "refused") return `Nothing was attached to ${attached.provider}: ${attached.reason}`;
  const place = attached.index === undefined ? `promised, kept in ${attached.promise}` : `entry ${attached.index}`;
  return `A right answer was attached to ${attached.provider}, ${place}: the index runs it again.`;
}
