"use client";
import { StepsUnread } from "#components/disclosure/steps-unread.tsx";
import type { OutboxItem } from "#lib/client/statements/outbox.ts";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import type { EffectView } from "#lib/contract/common.ts";
import { problemOf } from "#lib/contract/problems.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { addMs, formatInstant, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { KeyElsewhere, SaveSpareFirst } from "./before-signing.tsx";
import { ExactBytes } from "./exact-bytes.tsx";
import { ManyStatus } from "./many-status.tsx";
import { PublishStatus } from "./publish-status.tsx";
import { ReceiptDone } from "./receipt-done.tsx";
import { SentStatement } from "./sent-statement.tsx";

// Specimens of what follows a signature: their buttons need handlers, which only the browser has.

const NOW = Date.UTC(2026, 10, 23, 12) as Instant;
const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
const PROVIDER = "prv_mfrggzdfmztwq2lknnwg23tpoa";
const nothing = () => undefined;

function unsignedOf(type: keyof typeof DISCLOSURES): UnsignedStatement {
  const { kind, body } = { kind: `disclosure.${type}`, body: DISCLOSURES[type].example(NOW) };
  return {
    ...{ v: 1, kind, log: "index.example/log", id: "Zm9vYmFyYmF6cXV4MTIzNA", issuedAt: formatInstant(NOW) },
    ...{ issuer: DID, subject: PROVIDER, prev: null, body, parts: [] },
  } as unknown as UnsignedStatement;
}

function itemOf(type: keyof typeof DISCLOSURES): OutboxItem {
  const unsigned = unsignedOf(type);
  return {
    ...{ hash: statementHash(unsigned), kind: unsigned.kind, subject: PROVIDER, issuer: DID },
    ...{ bytes: utf8Encode(canonicalText(unsigned as unknown as JsonValue)), promise: undefined },
    signedAt: formatInstant(NOW),
  };
}

const receiptOf = (index: number): ReceiptDocument => ({
  ...{ checkpoint: "", entry: "", index, proof: [], type: "touchstone-receipt/v1" },
});
const EFFECTIVE: EffectView = { status: "effective", size: 48_214 };
const VOID: EffectView = { status: "void", code: "stale-prev", size: 48_214 };

const recorded = (
  type: keyof typeof DISCLOSURES,
  index: number,
  effect: EffectView | null = EFFECTIVE,
): PublishState => ({
  ...{ phase: "recorded", item: itemOf(type), receipt: receiptOf(index), effect },
});
const REFUSED: PublishState = {
  ...{ phase: "refused", item: itemOf("fees") },
  problem: problemOf("schema", "The price list breaks a rule of its form.", "req_01JD9K3V7W8M2Q4T6Y", [
    { pointer: "/body/lines/3/pricePer1000", detail: "A price is a decimal number, such as 0.45." },
    { pointer: "/body/lines/3/currency", detail: "Three capital letters, such as EUR." },
  ]),
};
const LATER: PublishState = {
  ...{ phase: "later", item: itemOf("contacts"), retryAt: addMs(NOW, 10 * MINUTE_MS) },
  detail: "The hour's budget of this key is used up.",
};
const OFFLINE: PublishState = { phase: "offline", item: itemOf("contacts") };

const many = (phase: "signing" | "sending" | "settled" | "missing-key", items: readonly PublishState[]) => (
  <ManyStatus
    state={{ phase, items }}
    names={["Prices", "Contacts", "Wind-up notice of the exchange and of everything that it sells", "Identity"].slice(
      0,
      Math.max(1, items.length),
    )}
    onSend={nothing}
  />
);

const SAMPLES = {
  later: () => <PublishStatus state={LATER} onSend={nothing} />,
  offline: () => <PublishStatus state={OFFLINE} onSend={nothing} />,
  refused: () => <PublishStatus state={REFUSED} onSend={nothing} />,
  "missing-key": () => <PublishStatus state={{ phase: "missing-key", thumbprint: "" }} onSend={nothing} />,
  "save-spare": () => (
    <SaveSpareFirst title="Before your second disclosure: save a spare key" onSkip={nothing}>
      Your draft waits.
    </SaveSpareFirst>
  ),
  elsewhere: () => (
    <KeyElsewhere title="This browser cannot sign it">
      The account's key was used in Safari on macOS. Your draft is kept: sign where the key is, or bring it here.
    </KeyElsewhere>
  ),
  bytes: () => <ExactBytes unsigned={unsignedOf("contacts")} open />,
  done: () => <ReceiptDone receipt={receiptOf(48_213)} effect={EFFECTIVE} />,
  void: () => <ReceiptDone receipt={receiptOf(48_213)} effect={VOID} />,
  proposal: () => <ReceiptDone receipt={receiptOf(48_213)} effect={{ ...EFFECTIVE, proposed: true }} />,
  kept: () => (
    <ul className="flex flex-col gap-6">
      <SentStatement item={itemOf("contacts")} state={OFFLINE}>
        <PublishStatus state={OFFLINE} onSend={nothing} />
      </SentStatement>
      <SentStatement item={itemOf("fees")} state={recorded("fees", 48_213)}>
        {null}
      </SentStatement>
    </ul>
  ),
  "many-signing": () => many("signing", []),
  "many-sending": () =>
    many("sending", [
      recorded("fees", 48_211),
      recorded("contacts", 48_212, null),
      { phase: "sending", item: itemOf("windup_notice") },
      { phase: "idle" },
    ]),
  "many-done": () => many("settled", [recorded("fees", 48_211), recorded("contacts", 48_212)]),
  "many-mixed": () =>
    many("settled", [
      REFUSED,
      recorded("contacts", 48_212, VOID),
      { ...OFFLINE, item: itemOf("windup_notice") },
      LATER,
    ]),
  "many-missing-key": () => many("missing-key", []),
  "steps-read": () => <StepsUnread isFailed={false} retry={nothing} />,
  "steps-failed": () => <StepsUnread isFailed retry={nothing} />,
} as const;

/** One of them, by name. */
export function PublishSample({ name }: { name: keyof typeof SAMPLES }) {
  return SAMPLES[name]();
}
