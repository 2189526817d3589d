import type { GallerySection, Specimen } from "#components/gallery/gallery-section.ts";
import type { DefinitionVersionView } from "#lib/contract/definitions.ts";
import type { Admission } from "#lib/evidence/definition/admission.ts";
import type { Run } from "#lib/evidence/definition/run-definition.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { DefinitionForm, DefinitionVersion } from "#lib/state/forms.ts";
import type { RunResult } from "#lib/statement/definition.ts";
import { AgreementTable } from "./agreement-table.tsx";
import type { AgreementLine } from "./agreement-words.ts";
import { DefinitionAside } from "./definition-aside.tsx";
import { DefinitionFilter } from "./definition-filter.tsx";
import { type SampleName, sampleSource } from "./definition-sample.ts";
import { SampleFiles } from "./definition-samples.tsx";
import { DocumentFacts } from "./document-facts.tsx";
import { SourceFacts } from "./source-facts.tsx";
import { TestList } from "./test-list.tsx";
import { TestOutcomes } from "./test-outcomes.tsx";
import { VersionList } from "./version-list.tsx";

const NOW = asInstant(Date.parse("2026-03-10T09:00:00.000Z"));
const at = (text: string) => `${text}T09:00:00.000Z`;

const version = (digit: string, from: string, until: string, admission: DefinitionVersion["admission"]) =>
  ({
    ...{
      hash: digit.repeat(64),
      statement: digit.repeat(64),
      entry: 990 - 20 * Number(digit),
      loggedAt: at("2026-01-01"),
    },
    ...{ validFrom: at(from), validUntil: at(until), graceSeconds: 86_400, admission },
  }) as DefinitionVersion;
const found = (entry: number, outcome: "admitted" | "refused", failed: "deterministic" | null) =>
  ({ outcome, failed, results: null, entry, loggedAt: at("2026-01-01") }) as DefinitionVersion["admission"];

const FORM = {
  ...{
    aggregate: "definition",
    id: `def_${"c".repeat(26)}`,
    publisher: "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
    kind: "wasm",
  },
  ...{ name: "Sales tax of four countries", withdrawn: null, slot: "d".repeat(64) },
  versions: [
    version("1", "2026-04-01", "2027-04-01", null),
    version("2", "2026-03-01", "2026-04-01", found(951, "admitted", null)),
    version("3", "2026-02-01", "2026-03-09", found(931, "admitted", null)),
    version("4", "2026-01-01", "2026-02-01", found(911, "refused", "deterministic")),
  ],
} as unknown as DefinitionForm;

const PRICES = sampleSource("prices");
const BLOCKS = sampleSource("blocks");
const { definition: TESTED } = PRICES.body;
const ran = (result: RunResult): Run => ({ result, ticks: 3, outputSha256: "e".repeat(64), output: null });
const outcomeOf = (at: number, seen: RunResult) => ({
  ...{ name: TESTED.tests[at]?.name ?? "", wanted: TESTED.tests[at]?.result ?? seen, seen },
  runs: [[ran(seen), ran(seen)]],
});
const ADMITTED: Admission = {
  ...{ admitted: true, checks: [{ name: "tests-pass", outcome: "pass" }] },
  ...{ outcomes: TESTED.tests.map(({ result }, at) => outcomeOf(at, result)), results: "f".repeat(64) },
};
const REFUSED: Admission = {
  admitted: false,
  failed: "tests-pass",
  checks: [
    {
      name: "tests-pass",
      outcome: "fail",
      reason: "test-failed",
      detail: '"no other price is right" came out as match, not mismatch.',
    },
  ],
  outcomes: [outcomeOf(0, "match"), outcomeOf(1, "match")],
  results: undefined,
};

const WITHDRAWN: DefinitionForm = {
  ...FORM,
  withdrawn: { entry: 1_005, loggedAt: at("2026-03-01"), reason: "Replaced." } as never,
};

const line = (name: string, change: Partial<AgreementLine>): AgreementLine => ({
  ...{ id: `prv_${"a".repeat(26)}`, name, tier: "B", isShut: false, agrees: 12, differs: 0, at: at("2026-03-09") },
  ...{ price: { price: "0.40", currency: "EUR" }, entry: 912, isRight: true },
  ...{ question: "GET /prices/apple?currency=EUR", answer: '{"price":"3.00"}' },
  ...change,
});
const LINES = [
  line("Halden", {}),
  line("Vela Compute", { tier: "E", isShut: true, agrees: 3, differs: 2, isRight: false, answer: '{"price":"2.90"}' }),
  line(`A service whose name ${"is as long as names may be ".repeat(2)}`, {
    ...{ tier: null, price: null, agrees: 0, differs: 1, isRight: false, entry: 48_120 },
    answer: `{"note":"${"no-space-at-all".repeat(8)}"}`,
  }),
].map((row, at) => ({ ...row, id: `prv_${"abc"[at]?.repeat(26)}` }));

const VERSION: DefinitionVersionView = {
  ...{ id: FORM.id, hash: "1".repeat(64), name: FORM.name, summary: null, entry: 900, logged_at: at("2026-01-01") },
  document: {},
  code: { sha256: "2".repeat(64), bytes: 4_120, commit: "3".repeat(64) },
  state: { sha256: "4".repeat(64), bytes: 212_400, commit: "5".repeat(64) },
};

const files = (title: string, name: SampleName): Specimen => ({ title, render: () => <SampleFiles name={name} /> });

export const definitionGallery: GallerySection = {
  id: "definitions",
  title: "Definitions",
  specimens: [
    {
      title: "Which definitions: all",
      wide: true,
      render: () => <DefinitionFilter name="" kind={undefined} order="newest" />,
    },
    {
      title: "Which definitions: by a part of the name",
      wide: true,
      render: () => <DefinitionFilter name="price" kind="function" order="name" />,
    },
    {
      title: "Versions: to come, in force, in grace, ended and refused",
      wide: true,
      render: () => <VersionList form={FORM} now={NOW} />,
    },
    { title: "Withdrawn", wide: true, render: () => <VersionList form={WITHDRAWN} now={NOW} /> },
    {
      title: "What it says: code that computes, with everything that it can leave open",
      wide: true,
      render: () => <DocumentFacts document={TESTED} />,
    },
    {
      title: "What it says: content by its hash, nothing left open",
      wide: true,
      render: () => <DocumentFacts document={BLOCKS.body.definition} />,
    },
    {
      title: "Its tests",
      wide: true,
      render: (theme) => <TestList document={TESTED} name={`${PRICES.body.name}, ${theme}`} />,
    },
    {
      title: "Services under it: one right, one wrong, one that nobody rated",
      wide: true,
      render: (theme) => <AgreementTable rows={LINES} now={NOW} name={`${FORM.name}, ${theme}`} />,
    },
    {
      title: "Standing: suspected",
      render: () => (
        <DefinitionAside form={FORM} suspected accused={1_204} publisherName="Halden" version={VERSION} now={NOW} />
      ),
    },
    {
      title: "Standing: withdrawn, without code, by a publisher without a name",
      render: () => (
        <DefinitionAside
          form={WITHDRAWN}
          suspected={false}
          accused={1}
          publisherName={undefined}
          version={{ ...VERSION, code: null, state: null }}
          now={NOW}
        />
      ),
    },
    files("Files: none chosen", "none"),
    files("Files: one is missing", "missing"),
    files("Files: rules are broken", "wrong"),
    files("Files: none is a definition", "stranger"),
    files("Files: two definitions", "twice"),
    files("Files: whole", "prices"),
    { title: "What would be published, with code and state", render: () => <SourceFacts source={PRICES} /> },
    { title: "What would be published, the document alone", render: () => <SourceFacts source={BLOCKS} /> },
    {
      title: "Its tests before it is published: all as it says",
      wide: true,
      render: (theme) => (
        <TestOutcomes admission={ADMITTED} definition={TESTED} name={`${PRICES.body.name}, ${theme}`} />
      ),
    },
    {
      title: "Its tests before it is published, refused at the second",
      wide: true,
      render: (theme) => (
        <TestOutcomes admission={REFUSED} definition={TESTED} name={`${PRICES.body.name}, refused, ${theme}`} />
      ),
    },
  ],
};
