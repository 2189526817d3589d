import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { Admission } from "#lib/evidence/definition/admission.ts";
import type { Run } from "#lib/evidence/definition/run-definition.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { DefinitionForm, DefinitionVersion } from "#lib/state/forms.ts";
import type { Definition, RunResult } from "#lib/statement/definition.ts";
import { TestOutcomes } from "./test-outcomes.tsx";
import { VersionList } from "./version-list.tsx";

const NOW = asInstant(Date.parse("2026-03-10T09:00:00.000Z"));
const at = (text: string) => `${text}T09:00:00.000Z`;

const version = (digit: string, from: string, until: string, admission: DefinitionVersion["admission"]) =>
  ({
    ...{ hash: digit.repeat(64), statement: digit.repeat(64), entry: 900, loggedAt: at("2026-01-01") },
    ...{ validFrom: at(from), validUntil: at(until), graceSeconds: 86_400, admission },
  }) as DefinitionVersion;
const found = (outcome: "admitted" | "refused", failed: "deterministic" | null) =>
  ({ outcome, failed, results: null, entry: 901, loggedAt: at("2026-01-01") }) as DefinitionVersion["admission"];

const FORM = {
  ...{ aggregate: "definition", id: `def_${"c".repeat(26)}`, publisher: "did:key:z6Mkh", kind: "wasm" },
  ...{ name: "Sales tax of four countries", withdrawn: null, slot: "d".repeat(64) },
  versions: [
    version("1", "2026-04-01", "2027-04-01", null),
    version("2", "2026-03-01", "2026-04-01", found("admitted", null)),
    version("3", "2026-02-01", "2026-03-09", found("admitted", null)),
    version("4", "2026-01-01", "2026-02-01", found("refused", "deterministic")),
  ],
} as unknown as DefinitionForm;

const NAMES = ["two goods cost their sum", "a sum that is wrong is wrong", "an unknown good has no price"];
const TESTED = { tests: NAMES.map((name, at) => ({ name, result: at === 1 ? "mismatch" : "match" })) } as Definition;
const ran = (result: RunResult): Run => ({ result, ticks: 3, outputSha256: "e".repeat(64), output: null });
const outcomeOf = (at: number, seen: RunResult) => ({
  ...{ name: NAMES[at] ?? "", wanted: TESTED.tests[at]?.result ?? seen, seen },
  runs: [[ran(seen), ran(seen)]],
});
const REFUSED: Admission = {
  admitted: false,
  failed: "tests-pass",
  checks: [
    {
      name: "tests-pass",
      outcome: "fail",
      reason: "test-failed",
      detail: '"a sum that is wrong is wrong" came out as match, not mismatch.',
    },
  ],
  outcomes: [outcomeOf(0, "match"), outcomeOf(1, "match")],
  results: undefined,
};

export const definitionGallery: GallerySection = {
  id: "definitions",
  title: "Definitions",
  specimens: [
    {
      title: "Versions: to come, in force, in grace, ended and refused",
      wide: true,
      render: () => <VersionList form={FORM} now={NOW} />,
    },
    {
      title: "Its tests before it is published, refused at the second",
      wide: true,
      render: () => <TestOutcomes admission={REFUSED} definition={TESTED} name="Prices of a shop" />,
    },
    {
      title: "Withdrawn",
      wide: true,
      render: () => (
        <VersionList
          form={{ ...FORM, withdrawn: { entry: 905, loggedAt: at("2026-03-01"), reason: "Replaced." } as never }}
          now={NOW}
        />
      ),
    },
  ],
};
