"use client";
import { type ReactNode, useState } from "react";
import { exchangeOf, SAMPLE_NOW } from "#components/evidence/evidence-sample.ts";
import type { Messages } from "#lib/client/report/read-proof.ts";
import type { Stop } from "#lib/client/report/secret-words.ts";
import { fatesOf } from "#lib/client/report/struck-out.ts";
import type { ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { addMs, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { AccusedField } from "./accused-field.tsx";
import { AnswerChoice } from "./answer-choice.tsx";
import { ClaimParams } from "./claim-params.tsx";
import { ProofInput } from "./proof-input.tsx";
import { QuestionList } from "./question-list.tsx";
import { HALDEN } from "./report-parties.ts";
import { SecretStop } from "./secret-stop.tsx";
import { TakenAnswers } from "./taken-answers.tsx";
import { TakenEpoch } from "./taken-epoch.tsx";
import { TakenPanel } from "./taken-panel.tsx";
import { WaitingReport } from "./waiting-report.tsx";

const nothing = () => undefined;

const messages = (target: string, status: number): Messages => ({
  request: { method: "GET", scheme: "https", host: "halden.example", target, fields: [] },
  response: { status, fields: [], body: utf8Encode('{"price":"7.42"}') },
  left: [],
});
const LONG = `/price?pair=EURUSD&note=${"a-long-question-".repeat(10)}`;

const FIRM: Stop = {
  what: "A token that can still be spent",
  pointer: "/exchanges/0/response/body",
  place: "in the content of the answer, the first answer",
  remedy:
    "The answer repeats the token that paid for it. It ends 2026-11-28 09:00 UTC: report after that, or spend it first.",
  shows: undefined,
  secret: {
    ...{ kind: "bearer-token", pointer: "/exchanges/0/response/body", endsAt: 1_796_000_000 },
    ...{ isBound: true, words: "others", repeatsOwn: true },
  },
};
const LOOK: Stop = {
  ...FIRM,
  what: "A password",
  remedy: "The provider’s signature covers these bytes, so it cannot be cut out.",
  shows: { texts: ['"hint":"password=swordfish"', `"hint":"password=${"fish".repeat(40)}"`], more: 3 },
  secret: { ...FIRM.secret, kind: "password", endsAt: null, repeatsOwn: false },
};

const FIELDS = [
  ["host", "halden.example"],
  ["authorization", "Bearer of.a.token"],
  ["user-agent", "a-browser/1.0"],
] as const;
const ANSWER = {
  exchange: exchangeOf('{"price":"7.42"}'),
  fates: fatesOf({ ...messages("/", 200).request, fields: FIELDS }, []),
};
const DATED = { ...ANSWER, fixed: { receipt: { index: 48_120 } } };

function Asked({ kind, given }: { kind: ClaimKind; given: JsonObject }) {
  const [params, setParams] = useState(given);
  return <ClaimParams kind={kind} params={params} onChange={setParams} />;
}

function Accused({ given }: { given: string }) {
  const [value, setValue] = useState(given);
  const party = value === HALDEN.id ? HALDEN : undefined;
  return (
    <AccusedField value={value} party={party} isUnknown={party === undefined && value !== ""} onChange={setValue} />
  );
}

const LATER = addMs(SAMPLE_NOW, 3 * HOUR_MS);
const SINCE = { since: formatInstant(addMs(SAMPLE_NOW, -48 * HOUR_MS)), amount: "1250000", asset: "EUR cents" };

const SAMPLES: Readonly<Record<string, () => ReactNode>> = {
  "What happened?": () => <QuestionList onChoose={nothing} />,
  "Which answer of an archive": () => (
    <AnswerChoice found={[messages("/price?pair=EURUSD", 200), messages(LONG, 404)]} onChoose={nothing} />
  ),
  "A piece of proof": () => (
    <TakenPanel
      title="Signed answer"
      items={[
        { key: "Asked", value: "GET halden.example/price?pair=EURUSD" },
        { key: "Answered", value: "200, application/json" },
      ]}
      onRemove={nothing}
    />
  ),
  "Two answers are asked for: one is here, dated by the log": () => (
    <div className="flex flex-col gap-4">
      <TakenAnswers answers={[DATED]} wanted={2} onRemove={nothing} />
    </div>
  ),
  "Half of a proof by two epochs": () => (
    <div className="flex flex-col gap-4">
      <TakenEpoch epoch={{ receipt: {}, provider: HALDEN.id, epoch: 12 }} onRemove={nothing} />
    </div>
  ),
  "Giving the proof": () => <ProofInput withMessages onProof={nothing} onMessages={nothing} onProblem={nothing} />,
  "Which provider: found": () => <Accused given={HALDEN.id} />,
  "Which provider: unknown": () => <Accused given="prv_of_nobody" />,
  "Since when, and how much": () => <Asked kind="withdrawal-refused" given={SINCE} />,
  "How many calls of how many": () => <Asked kind="slow" given={{ from: SINCE.since, count: 12, of: 40 }} />,
  "Waits for its hour, kept over a reload": () => <WaitingReport sendAt={LATER} isKept onBack={nothing} />,
  "Waits for its hour, in this page only": () => <WaitingReport sendAt={LATER} isKept={false} onBack={nothing} />,
  "Stopped: a secret that would become public": () => <SecretStop stops={[FIRM]} onSay={nothing} />,
  "Stopped: what looks like a secret in the answer": () => <SecretStop stops={[LOOK]} onSay={nothing} />,
};

/** Parts of a report that a person answers, by name: nothing comes of an answer here. */
export function ReportSample({ name }: { name: string }) {
  return SAMPLES[name]?.();
}
