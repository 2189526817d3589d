import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { coverageOf } from "#lib/disclosure/gaps.ts";
import { heartbeatStandingAt } from "#lib/disclosure/heartbeat.ts";
import { transparencySteps } from "#lib/disclosure/steps.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { CoverageLine } from "./disclosures/coverage-line.tsx";
import { DisclosureSection } from "./disclosures/disclosure-section.tsx";
import { MissingList } from "./disclosures/missing-list.tsx";
import { StepChecklist } from "./disclosures/step-checklist.tsx";
import { stepCosts } from "./disclosures/step-costs.ts";
import { HeartbeatFacts } from "./heartbeat/heartbeat-facts.tsx";
import { SilenceAlarm } from "./heartbeat/silence-alarm.tsx";
import { KeyLifeBars } from "./keys/key-life-bars.tsx";
import { KeyTable } from "./keys/key-table.tsx";
import { ProviderName } from "./provider-name.tsx";
import { PAGE_SPECIMENS } from "./provider-page-samples.tsx";
import { DAY, DID, FLAGS, KEYS, LABEL, LIVES, NOW, ROWS } from "./provider-samples.ts";
import { knownSentence } from "./provider-summary.ts";

const SHOWN = { kind: "instance" as const, registeredAt: "2026-11-01T10:00:00.000Z", disclosures: {}, heartbeat: null };
const FACTS = { hasResponseKey: true, gaps: [], outages: [] };
const bare = { proven: false, heartbeat: null, kind: "service" as const, identity: "never" as const };
const beat = {
  beats: 128,
  last: {
    entry: 14 as EntryIndex,
    loggedAt: "2026-11-23T11:20:00.000Z",
    cadenceHours: 6,
    softwareVersion: "prex 1.4.2",
  },
  run: null,
  armedSince: "2026-10-01T08:00:00.000Z",
  disarmedFrom: null,
  silences: [],
};

const silentSince = (ms: number) => ({
  ...beat,
  last: { ...beat.last, loggedAt: formatInstant(asInstant(ms)) },
});
const SILENT = {
  from: "2026-11-10T08:00:00.000Z",
  to: "2026-11-14T20:00:00.000Z",
  suspendedAt: "2026-11-13T08:00:00.000Z",
  failedAt: null,
  elsewhere: [],
};
const STRUCK = {
  ...SILENT,
  ...{ from: "2026-11-02T08:00:00.000Z", to: "2026-11-06T09:00:00.000Z", suspendedAt: null },
  elsewhere: ["2026-11-04T08:00:00.000Z", "2026-11-05T20:00:00.000Z"],
};
const OUTAGES = [{ from: formatInstant(addMs(NOW, -0.5 * DAY)), to: formatInstant(addMs(NOW, -0.3 * DAY)) }];

export const providerGallery: GallerySection = {
  id: "provider",
  title: "Providers",
  specimens: [
    {
      title: "Names: proved, unproven, one that tries to look like markup",
      render: () => (
        <div className="flex flex-col gap-2">
          <ProviderName provider={LABEL} fingerprint="always" />
          <ProviderName provider={{ ...LABEL, proven: false }} />
          <ProviderName provider={{ ...LABEL, proven: false, name: "<b>Halden</b> & Söhne" }} linked={false} />
        </div>
      ),
    },
    {
      title: "Disclosures: missing, in force with a difference and a gap, long stale",
      wide: true,
      render: () => <DisclosureSection provider={{ ...LABEL, operator: DID }} rows={ROWS} keys={KEYS} now={NOW} />,
    },
    {
      title: "In force since the first version, and the gaps",
      wide: true,
      render: () => <CoverageLine coverage={coverageOf(LIVES, NOW)} now={NOW} />,
    },
    {
      title: "Keys: proved the name, active, pending, revoked",
      wide: true,
      render: (theme) => (
        <>
          <KeyLifeBars keys={KEYS} now={NOW} />
          <KeyTable keys={KEYS} now={NOW} caption={`Signing keys, ${theme}`} flags={FLAGS} />
        </>
      ),
    },
    {
      title: "Heartbeat: beating after a struck and a true silence, not armed, none offered",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-6">
          <HeartbeatFacts heartbeat={{ ...beat, silences: [STRUCK, SILENT] }} outages={[]} now={NOW} />
          <HeartbeatFacts heartbeat={{ ...beat, armedSince: null }} outages={[]} now={NOW} />
          <HeartbeatFacts heartbeat={null} outages={[]} now={NOW} />
        </div>
      ),
    },
    {
      title: "Heartbeat: late while this index was away, suspended and recorded, failed and not recorded yet",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-6">
          <HeartbeatFacts heartbeat={silentSince(NOW - 0.9 * DAY)} outages={OUTAGES} now={NOW} />
          <HeartbeatFacts
            heartbeat={{ ...silentSince(NOW - 4 * DAY), silences: [{ ...SILENT, to: null }] }}
            outages={[]}
            now={NOW}
          />
          <HeartbeatFacts heartbeat={silentSince(NOW - 20 * DAY)} outages={[]} now={NOW} />
        </div>
      ),
    },
    {
      title: "Above a provider's page: suspended, failed",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-2">
          {[4, 20].map((days) => (
            <SilenceAlarm key={days} standing={heartbeatStandingAt(silentSince(NOW - days * DAY), [], NOW)} now={NOW} />
          ))}
        </div>
      ),
    },
    {
      title: "What is known in a sentence, and what is missing",
      render: () => (
        <div className="flex flex-col gap-4">
          <p className="text-xl">{knownSentence(bare)}</p>
          <MissingList isNameProven={false} rows={ROWS} now={NOW}>
            <StepChecklist steps={transparencySteps(SHOWN, FACTS, NOW)} costs={stepCosts(ROWS)} />
          </MissingList>
        </div>
      ),
    },
    ...PAGE_SPECIMENS,
  ],
};
