import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { DefinitionForm, DefinitionVersion } from "#lib/state/forms.ts";
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
