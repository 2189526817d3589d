"use client";
import { checksBut, findingOf } from "#components/evidence/evidence-sample.ts";
import type { CheckedBundle } from "#lib/client/evidence/check-in-browser.ts";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import { gapSentence } from "#lib/evidence/words/gap-words.ts";
import { PART_MAX_BYTES } from "#lib/statement/submission.ts";
import { CheckOutcome } from "./check-outcome.tsx";

const PRICE = '{"price":"7.42"}';
const RIGHT = '{"price":"7.24"}';
const NOBODY_KNOWS = { outcome: "cannot-check", reason: "key-history-missing" } as const;
const SECRET = '{"price":"7.42","hint":"password=swordfish"}';

const wrong = (change: Parameters<typeof checksBut>[0], answer = PRICE) =>
  findingOf("wrong-result", checksBut(change), answer, RIGHT);

const FINDINGS: Readonly<Record<string, BundleFinding>> = {
  "Checked: proven": wrong({}),
  "Checked: proven, and reported before": wrong({ duplicate: { outcome: "pass", reason: "duplicate" } }),
  "Checked: it does not hold": wrong({ body: { outcome: "fail", reason: "digest-mismatch" } }),
  "Checked: what only the index knows is missing": wrong({ key: NOBODY_KNOWS, "key-state": NOBODY_KNOWS }),
  "Checked: people decide it": findingOf("withdrawal-refused", checksBut({}), PRICE),
  "Checked: no published rule, so it changes no tier": wrong({
    definition: { outcome: "fail", reason: "not-listed" },
  }),
  "Checked: a secret stands in the answer": wrong({}, SECRET),
  "Checked: too large to file": wrong({}),
};

const LACKS = gapSentence([{ about: "history", why: "too-new" }]);

/** What the checks of a report say, by name: nothing is filed here. */
export function OutcomeSample({ name }: { name: string }) {
  const finding = FINDINGS[name];
  if (finding?.bundle === undefined) return null;
  const checked: CheckedBundle = { finding, rule: undefined, told: [] };
  const bytes = name.endsWith("too large to file") ? new Uint8Array(PART_MAX_BYTES + 1) : encodeBundle(finding.bundle);
  const lacks = name === "Checked: people decide it" ? LACKS : undefined;
  return <CheckOutcome checked={checked} bytes={bytes} lacks={lacks} onGoOn={nothing} onSay={nothing} />;
}

const nothing = () => undefined;
