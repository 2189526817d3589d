"use client";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useMemo, useState } from "react";
import { PassphraseField } from "#components/keys/passphrase-fields.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { passphraseProblem } from "#lib/client/keystore/passphrase.ts";
import { browserClock, browserRandom } from "#lib/client/platform.ts";
import { sealCaseFile } from "#lib/client/report/case-file.ts";
import { caseFileName, makeCaseKey, type OpenCase } from "#lib/client/report/case-key.ts";
import { partyOf } from "#lib/client/report/party.ts";
import { delayByChance, prepareReport, signReport } from "#lib/client/report/sign-report.ts";
import type { ReportState } from "#lib/client/report/use-report.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { type Signer, signerOfSeed } from "#lib/client/signer.ts";
import { putOutbox } from "#lib/client/statements/outbox.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import { parseBundle } from "#lib/evidence/bundle/bundle.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { addMs, type Instant } from "#lib/kernel/instant.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import { BecomesPublic } from "./becomes-public.tsx";
import { type OwnAccount, SignAsChoice } from "./sign-as-choice.tsx";

/** The last look: exactly what becomes public, who signs, and the file that follows the case. */
export function FileStep({
  origin,
  bundle,
  change,
  onFiled,
}: {
  origin: Origin;
  bundle: Uint8Array;
  change: ReportState["change"];
  onFiled: (open: OpenCase | undefined) => void;
}) {
  const [made] = useState(() => ({
    key: makeCaseKey(browserRandom),
    drawSecret: browserRandom(32),
    now: browserClock(),
  }));
  const [sendAt, setSendAt] = useState<Instant>();
  const [account, setAccount] = useState<OwnAccount>();
  const [isSkipped, setSkipped] = useState(false);
  const [saved, setSaved] = useState<{ of: string; text: string; open: OpenCase }>();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const parsed = useMemo(() => parseBundle(bundle), [bundle]);
  const prepared = useMemo(() => {
    if (!parsed.ok) return undefined;
    const { key, drawSecret, now } = made;
    const isCaseKey = account === undefined;
    return prepareReport(parsed.value, bundle, {
      log: origin,
      signer: account?.signer ?? key,
      issuer: account?.did ?? key.did,
      isCaseKey,
      drawSecret,
      now: sendAt ?? now,
      random: browserRandom,
    });
  }, [parsed, bundle, origin, made, account, sendAt]);
  const provider = parsed.ok ? parsed.value.subject.provider : undefined;
  const { data: party } = useQuery({
    queryKey: ["report", "party", provider],
    // Nothing is lost without a network: the id says it, too.
    queryFn: async () => (await partyOf(provider ?? "")) ?? null,
  });
  if (!parsed.ok || prepared === undefined) return null;
  const hash = statementHash(prepared.unsigned);
  const mine = saved?.of === hash ? saved : undefined;

  const save = async (passphrase: string) => {
    const { key, drawSecret } = made;
    const { subject, issuer } = prepared.unsigned;
    const file = {
      log: origin,
      statement: hash,
      provider: subject,
      did: issuer,
      drawSecret,
      ...(account === undefined ? { seed: key.seed } : {}),
    };
    const text = await sealCaseFile(file, passphrase, { subtle: crypto.subtle, random: browserRandom });
    saveFile(caseFileName(hash), text);
    setSaved({ of: hash, text, open: { file, passphrase } });
  };
  const file = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const signer: Signer = account?.signer ?? (await signerOfSeed(made.key.seed.slice(), crypto.subtle));
      const item = await signReport(prepared, signer);
      // The outbox sends at once, on any page.
      if (sendAt === undefined) putOutbox(browserTexts(), item);
      onFiled(mine?.open);
      change((now) => ({ ...now, step: "filed", filed: { item, sealed: mine?.text, sendAt } }));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "The key did not sign.");
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="flex flex-col gap-6">
      <SectionHeading
        className="mb-0"
        lead="Public for ever, once it is filed: anybody can check it, and nobody can take it away, you neither."
      >
        What becomes public
      </SectionHeading>
      <BecomesPublic
        bundle={parsed.value}
        accused={party?.label}
        bytes={bundle}
        unsigned={prepared.unsigned}
        isCaseKey={account === undefined}
      />
      <SignAsChoice account={account} onChange={setAccount} />
      <CaseFileForm isSaved={mine !== undefined} name={caseFileName(hash)} onSave={save} />
      <Checkbox
        data-guide="without-file"
        label="File without a case file"
        help="You can read the case by its address, like everybody; you cannot appeal."
        checked={isSkipped}
        disabled={mine !== undefined}
        onChange={(event) => setSkipped(event.target.checked)}
      />
      <Checkbox
        label="Send it later, at a time left to chance"
        help="Within six hours, and dated to the hour in which it is sent: the log then says less of when you were here. This browser sends it while this page is open, or when you open it next; after a day it must be filed anew."
        checked={sendAt !== undefined}
        onChange={(event) =>
          setSendAt(event.target.checked ? addMs(browserClock(), delayByChance(browserRandom)) : undefined)
        }
      />
      {problem === undefined ? null : (
        <Alert live tone="failed" title="Nothing was sent">
          {problem}
        </Alert>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          size="lg"
          data-guide="file"
          busy={isBusy}
          disabled={mine === undefined && !isSkipped}
          onClick={() => void file()}
        >
          {sendAt === undefined ? "File the report" : "Sign, and send later"}
        </Button>
        {mine === undefined && !isSkipped ? (
          <span className="text-muted text-sm">Save the case file first.</span>
        ) : null}
      </div>
    </section>
  );
}

function CaseFileForm({
  isSaved,
  name,
  onSave,
}: {
  isSaved: boolean;
  name: string;
  onSave: (passphrase: string) => Promise<void>;
}) {
  const [passphrase, setPassphrase] = useState("");
  const [wasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setTried(true);
    if (passphraseProblem(passphrase) !== undefined) return;
    setBusy(true);
    await onSave(passphrase);
    setBusy(false);
  };
  return (
    <Panel title="Save this file to follow or appeal" level={3}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className="text-muted">
          It holds the key of this case, under your passphrase: whoever finds it learns neither the case nor that it was
          you. Nobody can make it again.
        </p>
        <PassphraseField value={passphrase} onChange={setPassphrase} showProblem={wasTried} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant={isSaved ? "secondary" : "primary"} busy={isBusy}>
            <Download aria-hidden />
            Save the case file
          </Button>
          {isSaved ? (
            <span role="status" className="text-sm">
              Saved as <code className="font-mono">{name}</code>.
            </span>
          ) : null}
        </div>
      </form>
    </Panel>
  );
}
