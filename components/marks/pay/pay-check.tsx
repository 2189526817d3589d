"use client";
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, OctagonX, Split } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { ApiProblem, requestJson } from "#lib/client/request-json.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import type { PayCheckView } from "#lib/contract/offers.ts";
import { percentText } from "../marks-words.ts";
import { addressWords, placeWords, reasonWords, VERDICTS } from "./pay-check-words.ts";
import { type FieldErrors, keepLoss, knownLoss, payCheckPath, type Question, questionErrors } from "./pay-question.ts";

/**
 * "Before you pay": amount, what one could lose, and the address that one was told to pay to. On narrow screens the
 * amount stands alone until it is touched.
 */
export function PayCheck({
  provider,
  currencies,
  sellers,
  initial,
}: {
  provider: { readonly id: string; readonly name: string };
  /** Of its prices; at least one. */
  currencies: readonly string[];
  /** Of a service: where it can be bought. */
  sellers: readonly { readonly id: string; readonly name: string }[];
  /** For the gallery: what was answered. */
  initial?: PayCheckView;
}) {
  const [question, setQuestion] = useState<Question>({
    ...{ amount: initial?.amount ?? "", loss: initial?.loss ?? "", address: "", instance: "" },
    currency: currencies[0] ?? "",
  });
  const [isOpen, setOpen] = useState(initial !== undefined);
  const [answered, setAnswered] = useState(initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  useEffect(() => {
    setQuestion((known) => (known.loss === "" ? { ...known, loss: knownLoss(browserTexts(), known.currency) } : known));
  }, []);
  // Asked anew each time: what was true a while ago, or failed to arrive, is no answer.
  const check = useMutation({
    mutationFn: async (asked: Question) =>
      (await requestJson<{ data: PayCheckView }>(payCheckPath(provider.id, asked))).data.data,
  });
  /** A verdict stands beside the question that it answers, and beside no other. */
  const change = (part: Partial<Question>) => {
    setQuestion((known) => ({ ...known, ...part }));
    setAnswered(undefined);
    setErrors({});
    check.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setOpen(true);
    setAnswered(undefined);
    const wrong = questionErrors(question);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) {
      check.reset();
      return;
    }
    keepLoss(browserTexts(), question);
    check.mutate(question, { onError: (error) => setErrors(refusedFields(error)) });
  };
  const shown = check.data ?? answered;
  const hasSaidWhere = Object.keys(errors).length > 0;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3" onFocus={() => setOpen(true)}>
      <div className="flex items-start gap-2">
        <Field label="I want to pay" className="flex-1" error={errors.amount}>
          <Input
            inputMode="decimal"
            placeholder="20"
            value={question.amount}
            onChange={(event) => change({ amount: event.target.value })}
          />
        </Field>
        <Field label="Currency" className="w-24" error={errors.currency}>
          <Select
            value={question.currency}
            onChange={({ target: { value: currency } }) =>
              change({ currency, loss: knownLoss(browserTexts(), currency) })
            }
          >
            {currencies.map((currency) => (
              <option key={currency}>{currency}</option>
            ))}
          </Select>
        </Field>
      </div>
      <div className={cx("flex flex-col gap-3", isOpen ? "" : "max-sm:hidden")}>
        <Field label="Losing so much would not hurt me" hint={question.currency} error={errors.loss}>
          <Input
            inputMode="decimal"
            placeholder="one week's spending"
            value={question.loss}
            onChange={(event) => change({ loss: event.target.value })}
          />
        </Field>
        {sellers.length < 2 ? null : (
          <Field label="Bought at" error={errors.instance}>
            <Select value={question.instance} onChange={(event) => change({ instance: event.target.value })}>
              <option value="">Not decided: the riskiest counts</option>
              {sellers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label="Address I was told to pay to" optional error={errors.address}>
          <Input
            mono
            placeholder="paste it here"
            value={question.address}
            onChange={(event) => change({ address: event.target.value })}
          />
        </Field>
        <Button type="submit" className="self-start" busy={check.isPending}>
          Check before paying
        </Button>
      </div>
      <div role="status" className="empty:hidden">
        {shown === undefined ? null : <Answer answer={shown} />}
        {check.error === null || hasSaidWhere ? null : <Refused error={check.error} />}
      </div>
    </form>
  );
}

const FIELDS: ReadonlySet<string> = new Set(["amount", "loss", "currency", "address", "instance"]);

/** What the index refused, at the fields that it names. */
function refusedFields(error: Error): FieldErrors {
  const places = error instanceof ApiProblem ? (error.problem?.errors ?? []) : [];
  return Object.fromEntries(
    places.flatMap(({ pointer, detail }) => (FIELDS.has(pointer.slice(1)) ? [[pointer.slice(1), detail]] : [])),
  );
}

const LOOKS = {
  within: { icon: CircleCheck, ink: "text-ink" },
  split: { icon: Split, ink: "text-attention" },
  dont: { icon: OctagonX, ink: "text-failed" },
} as const;

function Answer({ answer }: { answer: PayCheckView }) {
  const { icon: Icon, ink } = LOOKS[answer.verdict];
  const address = addressWords(answer.address);
  const place = placeWords(answer);
  const isWrongAddress = answer.address.state === "ended" || answer.address.state === "not-disclosed";
  return (
    <div className="border-divider border-t pt-3">
      <p className={cx("flex items-start gap-2 font-semibold", ink)}>
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        {VERDICTS[answer.verdict]}
      </p>
      <p className="mt-1">{reasonWords(answer)}</p>
      {place === undefined ? null : <p className="mt-1">{place}</p>}
      {address === undefined ? null : (
        <p className={cx("mt-1", isWrongAddress && "font-medium text-failed")}>{address}</p>
      )}
      {answer.together_cap === null ? null : (
        <p className="mt-1 text-muted text-sm">
          With all that shares its fate together: at most {answer.together_cap} {answer.currency}.
        </p>
      )}
      <Details className="mt-1.5 text-sm" summary="What that rests on">
        <p className="text-muted">
          Expected loss within 30 days: {answer.expected_loss} {answer.currency}, at the high end of the chance (
          {percentText(answer.high)} a year).{" "}
          {answer.break_even_ppm === null
            ? "No discount makes paying ahead worth it."
            : `Paying ${answer.prepay_days} days ahead is even at a discount of ${percentText(answer.break_even_ppm)}.`}
        </p>
      </Details>
    </div>
  );
}

/** What was typed was not understood, or the index could not be asked. */
function Refused({ error }: { error: Error }) {
  const words =
    error instanceof ApiProblem ? error.message : "The index could not be reached. Nothing was checked: ask again.";
  return (
    <p className="flex items-start gap-2 border-divider border-t pt-3 text-failed">
      <OctagonX aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">Not checked: {words}</span>
    </p>
  );
}
