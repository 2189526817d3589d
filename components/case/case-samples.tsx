"use client";
import { type ReactNode, useState } from "react";
import { type PublicFile, planContest, planReveal, problemsOf, publicFile } from "#lib/client/case/case-plans.ts";
import { commitOfShare } from "#lib/dispute/draw-share.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { PARTS_MAX_BYTES } from "#lib/statement/submission.ts";
import { ActFields } from "./acts/act-fields.tsx";
import { ActFiles } from "./acts/act-files.tsx";
import { ActPublic } from "./acts/act-public.tsx";
import { ACT_RULES, type ActValues } from "./acts/act-rules.ts";
import { CommittedShare, MissingShare } from "./acts/draw-share.tsx";
import { LeftDraftList } from "./acts/left-drafts.tsx";
import { RevealedShares } from "./acts/reveal-due-shares.tsx";
import { at, SAMPLE_CASE } from "./case-sample.ts";

import { EvidenceUnread } from "./evidence-waiting.tsx";

const { id } = SAMPLE_CASE;
const SECRET = sha256(new Uint8Array(32).fill(9));
const NOTHING = () => undefined;

const file = (name: string, type: string, seed: number): PublicFile =>
  publicFile({ name, type, bytes: utf8Encode("A line of a log.\n".repeat(80 * seed)) }, (count) =>
    new Uint8Array(count).fill(seed),
  );
const LOG = file("gateway.log", "text/plain", 1);
const PICTURE = file("screenshot.png", "image/png", 2);
const LONG = file(`${"a-name-without-an-end-".repeat(8)}.pdf`, "application/pdf", 3);

const STATEMENT = "The customer changed the payout address two days before.\n\nThe message was badly worded.";
const CONTEST = planContest(id, {
  ...{ ground: "index-error", statement: STATEMENT, drawSecret: SECRET },
  files: [LOG, PICTURE],
});
/** Only counted: nothing of it is read. */
const HUGE = { ...LOG, bytes: new Uint8Array(PARTS_MAX_BYTES + 41_200) };
const TOO_MUCH = problemsOf({ ...CONTEST, parts: [HUGE] }).find(({ field }) => field === "files")?.words;

function SampleFiles({ given, error }: { given: readonly PublicFile[]; error?: string }) {
  const [files, setFiles] = useState(given);
  return (
    <ActFiles files={files} most={3} error={files.length === given.length ? error : undefined} onChange={setFiles} />
  );
}

function SampleFields({ act, isTried }: { act: "contest" | "attach"; isTried: boolean }) {
  const [values, setValues] = useState<ActValues>({ statement: act === "contest" ? STATEMENT : "" });
  const rule = ACT_RULES[act];
  const problems = problemsOf(rule.plan(id, values, [], SECRET)).map(({ field, words }) => [field, words] as const);
  return (
    <div className="flex flex-col gap-5">
      <ActFields
        fields={rule.fields({ state: "proven" })}
        values={values}
        errors={new Map(isTried ? problems : [])}
        onChange={setValues}
      />
    </div>
  );
}

const SAMPLES: Readonly<Record<string, () => ReactNode>> = {
  "The evidence cannot be fetched": () => <EvidenceUnread onTryAgain={NOTHING} />,
  "What is asked of an answer to what machines proved": () => <SampleFields act="contest" isTried={false} />,
  "What is asked of evidence, sent too early": () => <SampleFields act="attach" isTried />,
  "An answer that would be public, with two files": () => (
    <ActPublic plan={CONTEST} signer={{ isCaseKey: false }} statement={{ issuedAt: at(10) }} />
  ),
  "A share that would be public, by a key of the case": () => (
    <ActPublic plan={planReveal(id, SECRET)} signer={{ isCaseKey: true }} statement={{ issuedAt: at(10) }} />
  ),
  "No file yet": () => <SampleFiles given={[]} />,
  "Files: full, one with a long name, too large together": () => (
    <SampleFiles given={[LOG, LONG, PICTURE]} {...(TOO_MUCH === undefined ? {} : { error: TOO_MUCH })} />
  ),
  "The secret of an answer": () => <CommittedShare id={id} secret={SECRET} />,
  "The secret is not in this browser": () => (
    <MissingShare commit={commitOfShare(SECRET)} onFound={() => Promise.resolve()} />
  ),
  "Written, and not sent in time": () => (
    <LeftDraftList
      left={[
        { act: "contest", text: STATEMENT },
        { act: "attach", text: `Our gateway’s log\n\n${"It shows every call of that hour. ".repeat(30)}` },
      ]}
      onThrowAway={NOTHING}
    />
  ),
  "Secrets revealed by themselves: one was, one could not be": () => (
    <div className="flex flex-col gap-3">
      <RevealedShares
        revealed={[
          { id, isDone: true },
          { id: `case_${"c".repeat(26)}`, isDone: false },
        ]}
      />
    </div>
  ),
};

/** One state by its name: a page that the server draws can hand no handler over. */
export function CaseSample({ name }: { name: string }) {
  return SAMPLES[name]?.() ?? null;
}
