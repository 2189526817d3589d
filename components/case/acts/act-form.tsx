"use client";
import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { DRAFT_WORDS } from "#components/disclosure/composer-fill.tsx";
import { ExactBytes } from "#components/publish/exact-bytes.tsx";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import type { ActName } from "#lib/client/case/case-acts.ts";
import { type CasePlan, type PublicFile, problemsOf } from "#lib/client/case/case-plans.ts";
import { personalHints } from "#lib/client/case/personal-hints.ts";
import { secretsInFiles, secretsInText } from "#lib/client/case/secret-hints.ts";
import { type CaseSigner, useCaseAct } from "#lib/client/case/use-case-act.ts";
import { useDraft } from "#lib/client/drafts/use-draft.ts";
import { browserClock } from "#lib/client/platform.ts";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { ActFields } from "./act-fields.tsx";
import { ActFiles } from "./act-files.tsx";
import { ActPublic } from "./act-public.tsx";
import { ACT_RULES, type ActValues } from "./act-rules.ts";

export type ActDone = (state: PublishState, note: string) => void;

/** One act: its fields, then exactly what becomes public, then the signature. What is typed is kept until it is recorded. */
export function ActForm({
  act,
  caseId,
  state: caseState,
  origin,
  signer,
  useRemote = false,
  secret,
  beforeSigning,
  withShare,
  onDone,
}: {
  act: ActName;
  caseId: string;
  state: string;
  origin: Origin;
  signer: CaseSigner;
  /** Keep the draft on the index, too: signed in. */
  useRemote?: boolean;
  /** 32 bytes of the draw; acts without a share ignore it. */
  secret: Uint8Array;
  /** Runs when the person signs, before anything is sent. */
  beforeSigning?: () => Promise<void>;
  /** Shown before signing, beside what becomes public. */
  withShare?: ReactNode;
  onDone: ActDone;
}) {
  const rule = ACT_RULES[act];
  const fields = rule.fields({ state: caseState });
  const draft = useDraft<ActValues>(`case.${act}`, caseId, useRemote);
  const [values, setValues] = useState<ActValues>({});
  const [files, setFiles] = useState<readonly PublicFile[]>([]);
  const [isTried, setTried] = useState(false);
  const [isShown, setShown] = useState(fields.length === 0);
  const kept = draft.found?.values;
  useEffect(() => {
    if (kept !== undefined) setValues(kept);
  }, [kept]);
  const plan = useMemo(() => rule.plan(caseId, values, files, secret), [rule, caseId, values, files, secret]);
  const problems = useMemo(() => new Map(problemsOf(plan).map(({ field, words }) => [field, words])), [plan]);
  const change = (next: ActValues) => {
    setValues(next);
    draft.save(next);
  };
  const { state, send, unsigned, submit } = useCaseAct(origin, signer);
  const told = useRef<PublishState>(undefined);
  const { discard } = draft;
  useEffect(() => {
    if (state.phase !== "recorded" || state.effect === null || told.current === state) return;
    told.current = state;
    void discard();
    onDone(state, rule.done);
  }, [state, discard, onDone, rule]);
  const isBusy = state.phase === "signing" || state.phase === "sending" || state.phase === "promised";
  if (draft.found === undefined) return <SkeletonText lines={4} label="Looking for your draft" />;
  if (!isShown)
    return (
      <form
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (problems.size === 0) setShown(true);
        }}
      >
        <ActFields fields={fields} values={values} errors={isTried ? problems : NO_ERRORS} onChange={change} />
        {rule.files === 0 ? null : (
          <ActFiles files={files} most={rule.files} error={problems.get("files")} onChange={setFiles} />
        )}
        <Hints plan={plan} files={files} />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button type="submit" variant="primary">
            Preview
          </Button>
          <span role="status" className="text-muted text-sm">
            {DRAFT_WORDS[draft.place]}
            {files.length > 0 ? " Files are not kept with it." : ""}
          </span>
        </div>
      </form>
    );
  return (
    <div className="flex flex-col gap-5">
      <ActPublic plan={plan} signer={signer} statement={unsigned(plan)} />
      <Hints plan={plan} files={files} />
      {withShare}
      <ExactBytes unsigned={unsigned(plan)} />
      <PublishStatus state={state} onSend={(item) => void send(item)} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button
          variant="primary"
          busy={isBusy}
          disabled={state.phase === "recorded"}
          onClick={() =>
            void (async () => {
              await beforeSigning?.();
              await submit(plan);
            })()
          }
        >
          {rule.action}
        </Button>
        {fields.length === 0 ? null : (
          <Button disabled={isBusy} onClick={() => setShown(false)}>
            <ArrowLeft aria-hidden />
            Back
          </Button>
        )}
        <span className="text-muted text-sm">Public for ever.</span>
      </div>
    </div>
  );
}

const NO_ERRORS: ReadonlyMap<string, string> = new Map();

/** What looks like data of a person, to be read once more. It stops nobody: the text may be about the writer. */
function Hints({ plan: { body }, files }: { plan: CasePlan; files: readonly PublicFile[] }) {
  const [openedAt] = useState(() => browserClock());
  const inFiles = useMemo(() => secretsInFiles(files, openedAt), [files, openedAt]);
  const text = ["statement", "reason", "label"].map((name) => body[name] ?? "").join("\n");
  const hints = personalHints(text);
  const secrets = [...secretsInText(text, "in your text", openedAt), ...inFiles];
  return (
    <>
      {hints.length === 0 ? null : (
        <Alert tone="attention" title="This looks like data of a person">
          <ul className="list-disc pl-5">
            {hints.map(({ what, text: found }) => (
              <li key={`${what} ${found}`}>
                {what}: <bdi className="break-all">{found}</bdi>
              </li>
            ))}
          </ul>
          Once signed it can never be taken back. Prefer a role or a number that only you can resolve.
        </Alert>
      )}
      {secrets.length === 0 ? null : (
        <Alert tone="attention" title="This looks like a secret">
          <ul className="list-disc pl-5">
            {secrets.map(({ what, place }) => (
              <li key={`${what} ${place}`}>
                {what}: <bdi>{place}</bdi>
              </li>
            ))}
          </ul>
          Everybody could use it, for ever. Take it out, unless it opens nothing any more.
        </Alert>
      )}
    </>
  );
}
