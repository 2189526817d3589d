import { exchangeOf, SAMPLE_NOW } from "#components/evidence/evidence-sample.ts";
import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { KnownRule } from "#lib/client/report/party.ts";
import { QUESTIONS } from "#lib/client/report/questions.ts";
import { prepareReport } from "#lib/client/report/sign-report.ts";
import { type Bundle, encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import type { Did, Origin, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { AccusedLine } from "./accused-line.tsx";
import { BecomesPublic } from "./becomes-public.tsx";
import { CaseStanding, type CaseStandingView } from "./case-standing.tsx";
import { NoProof } from "./no-proof.tsx";
import { OutcomeSample } from "./outcome-samples.tsx";
import { HALDEN, STRANGER, UNPROVEN } from "./report-parties.ts";
import { ReportSample } from "./report-samples.tsx";
import { StruckOut } from "./struck-out.tsx";

const OTHER = "prv_3gw62r5rskdjxxkfnssa6gzhqa";
const RULE: KnownRule = { id: "def_sample", hash: "3f".repeat(32), name: "Price of a pair", claim: "wrong-result" };

const BARE = newBundle({
  subject: { provider: HALDEN.id },
  claim: {
    kind: "withdrawal-refused",
    params: { since: formatInstant(addMs(SAMPLE_NOW, -2 * DAY_MS)), amount: "1250000" },
  },
  exchanges: [],
});
/** With whatever a bundle can hold. */
const FULL: Bundle = {
  ...BARE,
  subject: { ...BARE.subject, instance: OTHER },
  claim: { kind: "equivocation", params: {}, text: "Asked twice within a minute.\nThe second price is another." },
  exchanges: [exchangeOf('{"price":"7.42"}'), exchangeOf(`{"price":"7.24","note":"${"long ".repeat(120)}"}`)],
  keys: [{ publicKey: HALDEN.signer as Did, events: [{}, {}], proofs: [{}] }],
  definition: { kind: "table", name: "Price of a pair" },
  token: { header: "e30", claims: "eyJzdWIiOiJzb21lYm9keSJ9" },
  time: [{ receipt: {}, batch: { position: 3, proof: [] } }],
  receipts: [{}, {}],
  notSecret: [{ pointer: "/exchanges/0/response/body", kind: "password", because: "not-mine" }],
};
const LONG = newBundle({ ...FULL, exchanges: [exchangeOf(`{"prices":[${'"7.42",'.repeat(3_000)}"7.24"]}`)] });

/** `by`: a key made for the case, or the account of this browser. */
function becomesPublic(bundle: Bundle, by: "case" | "account") {
  const bytes = encodeBundle(bundle);
  const { unsigned } = prepareReport(bundle, bytes, {
    ...{ log: "index.example/log" as Origin, issuer: HALDEN.signer as Did, isCaseKey: by === "case" },
    ...{ signer: { thumbprint: "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY" as Thumbprint } },
    ...{ drawSecret: new Uint8Array(32), now: SAMPLE_NOW, random: (count: number) => new Uint8Array(count) },
  });
  return <BecomesPublic bundle={bundle} bytes={bytes} unsigned={unsigned} isCaseKey={by === "case"} />;
}

const CASE = `case_${"b".repeat(26)}`;
const PROVEN: CaseStandingView = {
  ...{ id: CASE, claim: "wrong-result", verdict: "proven", reason: null, state: "proven" },
  ...{ rules_at: formatInstant(addMs(SAMPLE_NOW, 7 * DAY_MS)), joined_to: null, late_verdict: false },
};
const standing = (found: Partial<CaseStandingView> | undefined, reporters?: number, isSilent = false) => (
  <CaseStanding
    id={CASE}
    found={found === undefined ? undefined : { ...PROVEN, ...found }}
    isSilent={isSilent}
    reporters={reporters}
  />
);
const JUDGING = { verdict: null, state: "filed" } as const;
const FOR_PEOPLE = { claim: "withdrawal-refused", verdict: "out-of-scope", reason: "for-people" } as const;

const outcome = (name: string) => ({ title: name, render: () => <OutcomeSample name={name} /> });
const named = (name: string) => ({ title: name, render: () => <ReportSample name={name} /> });
const QUESTION = QUESTIONS[0];

export const reportGallery: GallerySection = {
  id: "report",
  title: "Reports",
  specimens: [
    { ...named("What happened?"), wide: true },
    ...(QUESTION === undefined
      ? []
      : [
          { title: "Without a signed answer", render: () => <NoProof question={QUESTION} /> },
          {
            title: "Without a signed answer, the form for it below",
            render: () => <NoProof question={QUESTION} isTold />,
          },
        ]),
    named("Which answer of an archive"),
    named("A piece of proof"),
    {
      title: "What is struck out of a request, kept, left out",
      render: () => (
        <StruckOut
          fates={[
            { name: "host", value: "halden.example", fate: "kept" },
            { name: "authorization", value: undefined, fate: "struck" },
            { name: "user-agent", value: `a-browser/${"1.0.".repeat(60)}`, fate: "left" },
          ]}
        />
      ),
    },
    { title: "Signed by: listed, its rule too", render: () => <AccusedLine party={HALDEN} rule={RULE} against="" /> },
    {
      title: "Signed by: an unproven name, no rule",
      render: () => <AccusedLine party={UNPROVEN} rule={null} against="" />,
    },
    {
      title: "Signed by: nobody listed it, nor its rule",
      render: () => <AccusedLine party={STRANGER} rule="unlisted" against="" />,
    },
    {
      title: "Signed by another one than the person came from",
      render: () => <AccusedLine party={HALDEN} rule={undefined} against={OTHER} />,
    },
    {
      title: "Signed by a key that nobody knows",
      render: () => <AccusedLine party="unknown-key" rule={undefined} against="" />,
    },
    { title: "Signed, and no key is named", render: () => <AccusedLine party="no-key" rule={undefined} against="" /> },
    named("Stopped: a secret that would become public"),
    named("Stopped: what looks like a secret in the answer"),
    named("Giving the proof"),
    named("Two answers are asked for: one is here, dated by the log"),
    named("Half of a proof by two epochs"),
    named("Which provider: found"),
    named("Which provider: unknown"),
    named("Since when, and how much"),
    named("How many calls of how many"),
    outcome("Checked: proven"),
    outcome("Checked: proven, and reported before"),
    outcome("Checked: it does not hold"),
    outcome("Checked: what only the index knows is missing"),
    outcome("Checked: people decide it"),
    outcome("Checked: no published rule, so it changes no tier"),
    outcome("Checked: a secret stands in the answer"),
    outcome("Checked: too large to file"),
    { title: "What becomes public: a claim alone, signed by name", render: () => becomesPublic(BARE, "account") },
    {
      title: "What becomes public: all that evidence can hold, signed by a key of the case",
      wide: true,
      render: () => becomesPublic(FULL, "case"),
    },
    { title: "What becomes public: a long answer", wide: true, render: () => becomesPublic(LONG, "case") },
    named("Waits for its hour, kept over a reload"),
    named("Waits for its hour, in this page only"),
    { title: "Its case: the index reads it", render: () => standing(undefined) },
    { title: "Its case: the index does not answer", render: () => standing(undefined, undefined, true) },
    { title: "Its case: being judged", render: () => standing(JUDGING) },
    { title: "Its case: the index is late", render: () => standing({ ...JUDGING, late_verdict: true }) },
    { title: "Its case: proven", render: () => standing({}) },
    { title: "Its case: for people", render: () => standing({ ...FOR_PEOPLE, state: "awaiting_response" }) },
    { title: "Its case: without weight", render: () => standing({ ...FOR_PEOPLE, state: "inadmissible" }) },
    { title: "Its case: joined another, its reporters not known yet", render: () => standing({ joined_to: CASE }) },
    { title: "Its case: the third of the same fault", render: () => standing({ joined_to: CASE }, 3) },
  ],
};
