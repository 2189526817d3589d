"use client";
import { BalanceForm } from "./balance-form.tsx";
import { PROVIDER } from "./solvency-samples.ts";

/** The form by which somebody checks a balance: its handler is of the browser. */
export function BalanceFormSample({ isBusy = false }: { isBusy?: boolean }) {
  return <BalanceForm provider={PROVIDER} epochs={[8, 7, 6]} isBusy={isBusy} onCheck={() => undefined} />;
}
