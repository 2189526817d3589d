import { CountChart } from "#components/charts/count-chart.tsx";
import { AuditorDetail } from "#components/shell/detail.tsx";
import { TierBadge } from "#components/tier/tier-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Definition } from "#components/ui/definition.tsx";
import { Details } from "#components/ui/details.tsx";
import { FileItem } from "#components/ui/file-item.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { OnThisPage } from "#components/ui/on-this-page.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { Card, Panel } from "#components/ui/panel.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { Stat, StatRow } from "#components/ui/stat.tsx";
import { Stepper } from "#components/ui/stepper.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { VisuallyHidden } from "#components/ui/visually-hidden.tsx";
import type { GallerySection } from "./gallery-section.ts";
import { SortableTableDemo } from "./ui-demos.tsx";

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
const HASH = "3f9c2a7be01d4c5f88a1e6b7c09d213f3f9c2a7be01d4c5f88a1e6b7c09d213f";
const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
const STATEMENT =
  '{"body":{"legalForm":"GmbH","name":"Halden Storage"},"id":"Zm9vYmFyYmF6cXV4","issuedAt":"2026-11-23T10:00:00.000Z","issuer":"did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK","kind":"disclosure.identity","v":1}';
const DAY = 86_400_000;
const POINTS = [0, 3, 4, 9, 15, 16, 22, 34, 35, 41].map((count, day) => ({ t: NOW - (9 - day) * DAY, count }));

export const dataGallery: GallerySection = {
  id: "data",
  title: "Data",
  specimens: [
    {
      title: "Tiers: shape, letter, word; disputed, stale, as of",
      render: () => (
        <div className="flex flex-wrap gap-2">
          <TierBadge tier="A" />
          <TierBadge tier="B" asOf={NOW} />
          <TierBadge tier="C" disputed />
          <TierBadge tier="D" stale />
          <TierBadge tier="E" />
          <TierBadge tier="unrated" />
        </div>
      ),
    },
    {
      title: "Badges: ink and icon on neutral",
      render: () => (
        <div className="flex flex-wrap gap-2">
          <Badge>recorded</Badge>
          <Badge tone="info">new</Badge>
          <Badge tone="verified">checked here</Badge>
          <Badge tone="attention">due in 2 d</Badge>
          <Badge tone="failed">failed</Badge>
          <Badge tone="unknown">unknown</Badge>
        </div>
      ),
    },
    {
      title: "A file to take along",
      render: () => (
        <ul>
          <FileItem href="/api/v1/openapi.json" note="for whoever has no page">
            The description of the API
          </FileItem>
        </ul>
      ),
    },
    {
      title: "Hashes, ids, times",
      render: () => (
        <KeyValueList
          items={[
            { key: "Statement", value: <HashText value={HASH} what="statement hash" /> },
            { key: "Signed by", value: <HashText value={DID} what="DID" href="/log" /> },
            { key: "Leaf hash", value: <HashText full value={HASH} what="leaf hash" /> },
            { key: "Recorded", value: <TimeText show="both" at={NOW - 180_000} now={NOW} /> },
            { key: "Expires", value: <TimeText at={NOW + 9 * DAY} now={NOW} /> },
          ]}
        />
      ),
    },
    {
      title: "Details for auditors: the second line only where they are switched on",
      render: () => (
        <>
          <p>Halden Storage is the name that its operator proved.</p>
          <AuditorDetail>
            <HashText value={DID} what="DID" />
          </AuditorDetail>
        </>
      ),
    },
    {
      title: "Exact text",
      render: (theme) => (
        <div className="flex flex-col gap-3">
          <CodeBlock json label={`Exact bytes you sign (${theme})`} text={STATEMENT} />
          <CodeBlock label={`Command (${theme})`} text="npm run touchstone -- verify receipt.json" />
        </div>
      ),
    },
    {
      title: "Table: sorted by a button, cards below 640 px",
      wide: true,
      render: (theme) => <SortableTableDemo caption={`Providers, ${theme} theme`} />,
    },
    {
      title: "Panel, card, stats",
      render: () => (
        <div className="flex flex-col gap-3">
          <Panel level={3} title="This log" description="As of entry 48,213">
            <StatRow>
              <Stat label="Entries" value="48,213" />
              <Stat label="Age of head" value="41" unit="s" />
              <Stat label="Watchers" value="0" detail="no independent watcher yet" />
              <Stat label="Providers" value="2" />
            </StatRow>
          </Panel>
          <Card>
            A frame without a heading, with a term:{" "}
            <Definition term="checkpoint">the signed size and root of the log at one moment.</Definition>
          </Card>
        </div>
      ),
    },
    {
      title: "Steps",
      render: (theme) => (
        <div className="flex flex-col gap-5">
          <Stepper
            label={`Composer, ${theme}`}
            steps={[
              { id: "fill", title: "Fill", state: "done" },
              { id: "preview", title: "Preview", state: "current" },
              { id: "sign", title: "Sign", state: "waiting" },
              { id: "done", title: "Done", state: "waiting" },
            ]}
          />
          <Stepper
            vertical
            label={`Checks, ${theme}`}
            steps={[
              { id: "parse", title: "Readable", state: "done", detail: "412 bytes, canonical" },
              { id: "signature", title: "Signature", state: "failed", detail: "The key did not sign these bytes." },
              { id: "inclusion", title: "Included in the log", state: "waiting" },
            ]}
          />
        </div>
      ),
    },
    {
      title: "Headings, breadcrumbs, pages, tabs, fold",
      render: (theme) => (
        <div className="flex flex-col gap-4">
          <Breadcrumbs
            label={`Breadcrumbs, ${theme}`}
            crumbs={[{ text: "Log", href: "/log" }, { text: "Entry 48,213" }]}
          />
          <SectionHeading level={3} lead="One sentence below it.">
            A section
          </SectionHeading>
          <Tabs
            label={`Views, ${theme}`}
            items={[
              { value: "preview", label: "What readers see", content: <p>The page as others see it.</p> },
              { value: "bytes", label: "Exact bytes", content: <p>What is signed.</p> },
            ]}
          />
          <Details summary="What this does not prove">
            <p className="text-muted">That the disclosed facts are true.</p>
          </Details>
          <Pagination
            label={`Pages, ${theme}`}
            summary="Entries 48,164 to 48,213"
            previousHref="/gallery/data"
            nextHref="/gallery/data"
          />
          <p>
            A number with words for those who only hear it: 62 <VisuallyHidden>points, from 48 to 74</VisuallyHidden>
          </p>
        </div>
      ),
    },
    {
      title: "Sections of a long page",
      wide: true,
      once: true,
      render: () => (
        <>
          <OnThisPage
            sections={[
              ["sample-keys", "Signing keys"],
              ["sample-prices", "Prices"],
            ]}
          />
          <SectionHeading id="sample-keys" level={3}>
            Signing keys
          </SectionHeading>
          <SectionHeading id="sample-prices" level={3}>
            Prices
          </SectionHeading>
        </>
      ),
    },
    {
      title: "Chart: finding, caption, table twin, file",
      wide: true,
      render: (theme) => (
        <CountChart
          level={3}
          title={`The log grew to 41 entries in nine days (${theme})`}
          noun="entries"
          note="Steps, not a curve: the count changes only when a checkpoint is signed."
          fileName="entries-over-time"
          points={POINTS}
        />
      ),
    },
  ],
};
