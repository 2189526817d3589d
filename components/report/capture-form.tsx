"use client";
import { CalendarCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { CheckRows } from "#components/log/proof/check-list.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { siteReader } from "#lib/client/evidence/api-reader.ts";
import { browserClock, browserRandom } from "#lib/client/platform.ts";
import { readCallLink } from "#lib/client/report/call-link.ts";
import { type Call, type CallOutcome, callFromBrowser } from "#lib/client/report/call-provider.ts";
import { type FixOutcome, fixDate } from "#lib/client/report/fix-date.ts";
import { findSigner } from "#lib/client/report/party.ts";
import { askedOf } from "#lib/client/report/report-draft.ts";
import { useReport } from "#lib/client/report/use-report.ts";
import { StruckOut } from "./struck-out.tsx";
import { useBusy } from "./use-busy.ts";

const EMPTY: Call = { url: "", method: "GET", body: "", contentType: "application/json", token: "" };

/** Makes the call, shows what was signed, and hands it on as evidence. */
export default function CaptureForm() {
  const [call, setCall] = useState<Call>(EMPTY);
  const [outcome, setOutcome] = useState<CallOutcome>();
  const [isDated, setDated] = useState(true);
  const [dating, setDating] = useState<Promise<FixOutcome>>();
  const [isBusy, run] = useBusy();
  const [isLinked, setLinked] = useState(false);
  const put = (change: Partial<Call>) => setCall({ ...call, ...change });
  useEffect(() => {
    const take = () => {
      const linked = readCallLink(window.location.hash);
      if (linked === undefined) return;
      setCall({ ...linked, token: "" });
      setLinked(true);
    };
    take();
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  const send = () =>
    run(async () => {
      setOutcome(undefined);
      setDating(undefined);
      const answered = await callFromBrowser(call, {
        random: browserRandom,
        clock: browserClock,
        signerOf: findSigner,
      });
      if (isDated && answered.outcome === "signed" && holdsUp(answered)) {
        const { subtle } = window.crypto;
        setDating(fixDate(answered.exchange, { site: siteReader, random: browserRandom, clock: browserClock, subtle }));
      }
      setOutcome(answered);
    });
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-12">
      <form
        className="flex min-w-0 flex-col gap-4 lg:col-span-5"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {isLinked ? (
          <p className="text-muted">Filled in by the link that you followed: look where it goes before you call.</p>
        ) : null}
        <div className="grid gap-4 sm:grid-cols-[7rem_1fr]">
          <Field label="Method">
            <Select value={call.method} onChange={(event) => put({ method: event.target.value })}>
              {["GET", "POST", "PUT"].map((method) => (
                <option key={method}>{method}</option>
              ))}
            </Select>
          </Field>
          <Field label="Address" required>
            <Input
              mono
              inputMode="url"
              autoComplete="off"
              placeholder="https://provider.example/sort"
              value={call.url}
              onChange={(event) => put({ url: event.target.value })}
            />
          </Field>
        </div>
        {call.method === "GET" ? null : (
          <>
            <Field label="Content" optional>
              <Textarea
                mono
                rows={3}
                className="max-h-56"
                value={call.body}
                onChange={(event) => put({ body: event.target.value })}
              />
            </Field>
            <Field label="Kind of content">
              <Input mono value={call.contentType} onChange={(event) => put({ contentType: event.target.value })} />
            </Field>
          </>
        )}
        <Field
          label="Token that pays"
          optional
          help="Goes to the provider with this call only. It is kept nowhere and is no part of the evidence."
        >
          <Input
            mono
            type="password"
            autoComplete="off"
            value={call.token}
            onChange={(event) => put({ token: event.target.value })}
          />
        </Field>
        <Checkbox
          label="Give it a date in the log at once"
          help="Sends this index a hash of the answer, which tells it nothing of whom you called, signed with a key that is thrown away. A report then shows that the answer was there today. The hash stands in the report: the index could tell that both came from one place."
          checked={isDated}
          onChange={(event) => setDated(event.target.checked)}
        />
        <div>
          <Button type="submit" variant="primary" data-guide="call" busy={isBusy} disabled={call.url.trim() === ""}>
            Call the provider
          </Button>
        </div>
      </form>
      <section aria-label="Answer" aria-live="polite" className="min-w-0 lg:col-span-7">
        {outcome === undefined ? (
          <p className="text-muted">What it signs will stand here, with every check of its signature.</p>
        ) : (
          <Answer outcome={outcome} url={call.url} dating={dating} />
        )}
      </section>
    </div>
  );
}

type Dating = Promise<FixOutcome> | undefined;

function Answer({ outcome, url, dating }: { outcome: CallOutcome; url: string; dating: Dating }) {
  switch (outcome.outcome) {
    case "refused":
      return (
        <Alert tone="attention" title="Not called">
          {outcome.words}
        </Alert>
      );
    case "endless":
      return (
        <Alert tone="attention" title="Its answer cannot be used">
          {outcome.words} A program on your computer has the same limits and says more:
          <AgentLine url={url} />
        </Alert>
      );
    case "unreachable":
      return <Unreachable url={url} />;
    case "unsigned":
      return (
        <Alert tone="attention" title={`It answered ${outcome.status}, and nothing in it can be used as proof`}>
          {outcome.words} Or the provider does not show the fields of its signature to pages of other sites: then an
          agent sees them, and this page does not.
          <AgentLine url={url} />
        </Alert>
      );
    case "signed":
      return <SignedAnswer answer={outcome} dating={dating} />;
  }
}

/** A page is not told why a call failed; whether the provider lets pages call it is the usual reason. */
function Unreachable({ url }: { url: string }) {
  return (
    <Alert tone="attention" title="This page could not call the provider">
      Most often the provider does not let pages of other sites call it. That is its choice and no fault. It may also be
      away, or the address is wrong: a page is not told which. A program on your computer has no such limit:
      <AgentLine url={url} />
    </Alert>
  );
}

function AgentLine({ url }: { url: string }) {
  const address = URL.canParse(url) ? new URL(url).href : "https://provider.example/sort";
  return (
    <div className="mt-2 flex flex-col gap-2">
      <CodeBlock
        text={`npm run touchstone -- agent capture '${address.replaceAll("'", "%27")}'`}
        label="The agent's command"
      />
      <p>
        <Link href="/docs/how-to/report-a-provider">How to record a call with it</Link>
      </p>
    </div>
  );
}

const TITLES: Readonly<Record<string, string>> = {
  body: "The content is what was signed",
  components: "The signature covers all that it must",
  key: "The key is one that counts",
  signature: "The signature fits",
  fresh: "Signed just now",
  "own-nonce": "It answers this very call",
};

type Signed = Extract<CallOutcome, { outcome: "signed" }>;

const holdsUp = ({ checks }: Signed) => checks.every(({ outcome }) => outcome === "pass" || outcome === "cannot-check");

function SignedAnswer({ answer, dating }: { answer: Signed; dating: Dating }) {
  const { change } = useReport();
  const { exchange, fates, checks } = answer;
  const [date, setDate] = useState<FixOutcome>();
  useEffect(() => {
    let isLeft = false;
    setDate(undefined);
    void dating?.then((found) => isLeft || setDate(found));
    return () => {
      isLeft = true;
    };
  }, [dating]);
  const holds = holdsUp(answer);
  const use = async () => {
    const found = await dating;
    const fixed = found?.status === "fixed" ? found.fixed : undefined;
    await change((now) => ({ ...askedOf({ ...now, answers: [] }, "wrong"), answers: [{ exchange, fates, fixed }] }));
    // A whole new page: this one may speak to other hosts, and the report needs no such freedom.
    window.location.assign("/report");
  };
  return (
    <div className="flex flex-col gap-4">
      <SectionHeading className="mb-0">
        {holds ? `It answered ${exchange.response.status}, and signed it` : "It answered, and this counts as unsigned"}
      </SectionHeading>
      <CheckRows label="Checks of the signature" titles={TITLES} checks={checks} />
      <StruckOut fates={fates} />
      {dating === undefined ? null : <DateLine date={date} />}
      {holds ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="primary" data-guide="use-answer" onClick={() => void use()}>
            Check the answer itself
          </Button>
          <span className="text-muted text-sm">Goes on to the report with it; nothing is filed.</span>
        </div>
      ) : null}
    </div>
  );
}

/** Whether the log has the answer's hash. */
function DateLine({ date }: { date: FixOutcome | undefined }) {
  if (date === undefined)
    return (
      <p role="status" className="text-muted text-sm">
        Giving it a date in the log …
      </p>
    );
  if (date.status === "undated")
    return (
      <Alert tone="attention" title="It has no date in the log">
        {date.words} The answer counts all the same; should its key be reported stolen later, its date can be doubted.
      </Alert>
    );
  return (
    <p role="status" className="flex items-center gap-2 text-sm">
      <CalendarCheck aria-hidden className="size-4 shrink-0 text-verified" />
      Dated: entry {date.entry.toLocaleString("en-US")} of the log holds its hash.
    </p>
  );
}
