"use client";
import type { ReactNode } from "react";
import type { Messages } from "#lib/client/report/read-proof.ts";
import type { Stop } from "#lib/client/report/secret-words.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { AnswerChoice } from "./answer-choice.tsx";
import { QuestionList } from "./question-list.tsx";
import { SecretStop } from "./secret-stop.tsx";
import { TakenPanel } from "./taken-panel.tsx";

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
  "Stopped: a secret that would become public": () => <SecretStop stops={[FIRM]} onSay={nothing} />,
  "Stopped: what looks like a secret in the answer": () => <SecretStop stops={[LOOK]} onSay={nothing} />,
};

/** Parts of a report that a person answers, by name: nothing comes of an answer here. */
export function ReportSample({ name }: { name: string }) {
  return SAMPLES[name]?.();
}
