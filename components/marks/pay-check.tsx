"use client";
import { useQuery } from "@tanstack/react-query";
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
import { percentText } from "./marks-words.ts";
import { addressWords, reasonWords, VERDICTS } from "./pay-check-words.ts";

/** What somebody could lose at one blow: asked once, kept in this browser. */
const LOSS_KEY = "touchstone:bearable-loss";

type Question = { amount: string; loss: string; currency: string; address: string; instance: string };

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
    ...{ amount: initial?.amount ?? "", loss: initial?.loss ?? "", address: "" },
    currency: currencies[0] ?? "",
    instance: sellers[0]?.id ?? "",
  });
  const [isOpen, setOpen] = useState(initial !== undefined);
  const [asked, setAsked] = useState<Question>();
  useEffect(() => {
    const loss = browserTexts().get(LOSS_KEY);
    if (loss !== undefined) setQuestion((known) => (known.loss === "" ? { ...known, loss } : known));
  }, []);
  const answer = useQuery({
    queryKey: ["paycheck", provider.id, asked],
    enabled: asked !== undefined,
    retry: false,
    queryFn: async () => (await requestJson<{ data: PayCheckView }>(payCheckPath(provider.id, asked))).data.data,
  });
  const change = (part: Partial<Question>) => setQuestion((known) => ({ ...known, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setOpen(true);
    browserTexts().set(LOSS_KEY, question.loss);
    setAsked(question);
  };
  const shown = asked === undefined ? initial : answer.data;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3" onFocus={() => setOpen(true)}>
      <div className="flex items-end gap-2">
        <Field label="I want to pay" className="flex-1">
          <Input
            inputMode="decimal"
            placeholder="20"
            value={question.amount}
            onChange={(event) => change({ amount: event.target.value })}
          />
        </Field>
        <Field label="Currency" labelHidden className="w-24">
          <Select value={question.currency} onChange={(event) => change({ currency: event.target.value })}>
            {currencies.map((currency) => (
              <option key={currency}>{currency}</option>
            ))}
          </Select>
        </Field>
      </div>
      <div className={cx("flex flex-col gap-3", isOpen ? "" : "max-sm:hidden")}>
        <Field label="Losing so much would not hurt me" hint={question.currency}>
          <Input
            inputMode="decimal"
            placeholder="one week's spending"
            value={question.loss}
            onChange={(event) => change({ loss: event.target.value })}
          />
        </Field>
        {sellers.length < 2 ? null : (
          <Field label="Bought at">
            <Select value={question.instance} onChange={(event) => change({ instance: event.target.value })}>
              {sellers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label="Address I was told to pay to" optional>
          <Input
            mono
            placeholder="paste it here"
            value={question.address}
            onChange={(event) => change({ address: event.target.value })}
          />
        </Field>
        <Button type="submit" className="self-start" busy={answer.isFetching}>
          Check before paying
        </Button>
      </div>
      <div role="status" className="empty:hidden">
        {shown === undefined ? null : <Answer answer={shown} />}
        {answer.error === null ? null : <Refused error={answer.error} />}
      </div>
    </form>
  );
}

function payCheckPath(provider: string, question: Question | undefined): string {
  const query = new URLSearchParams({ provider });
  for (const [name, value] of Object.entries(question ?? {})) if (value.trim() !== "") query.set(name, value.trim());
  return `/api/v1/paycheck?${query}`;
}

const LOOKS = {
  within: { icon: CircleCheck, ink: "text-ink" },
  split: { icon: Split, ink: "text-attention" },
  dont: { icon: OctagonX, ink: "text-failed" },
} as const;

function Answer({ answer }: { answer: PayCheckView }) {
  const { icon: Icon, ink } = LOOKS[answer.verdict];
  const address = addressWords(answer.address);
  const isWrongAddress = answer.address.state === "ended" || answer.address.state === "not-disclosed";
  return (
    <div className="border-divider border-t pt-3">
      <p className={cx("flex items-start gap-2 font-semibold", ink)}>
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        {VERDICTS[answer.verdict]}
      </p>
      <p className="mt-1">{reasonWords(answer)}</p>
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
