import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { OfflineNotice } from "#components/ui/offline-banner.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Skeleton, SkeletonRows, SkeletonText } from "#components/ui/skeleton.tsx";
import { StaleChip } from "#components/ui/stale-chip.tsx";
import { EmptyState, ErrorState, OfflineState, UnauthorisedState } from "#components/ui/states.tsx";
import type { EmailView } from "#lib/contract/email.ts";
import type { GallerySection } from "./gallery-section.ts";
import { EmailDemo, RetryDemo } from "./ui-demos.tsx";

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);

const EMAILS: readonly [string, EmailView][] = [
  ["E-mail: none is sent", { sends: false, address: null }],
  ["E-mail: no address", { sends: true, address: null }],
  ...(["unconfirmed", "confirmed", "refused"] as const).map((state): [string, EmailView] => {
    const at = "2026-11-23T12:00:00.000Z";
    const address = "somebody.with.a.long.name@department.organisation.example";
    return [
      `E-mail: ${state}`,
      { sends: true, address: { address, state, created_at: at, confirmed_at: at, waiting: 0 } },
    ];
  }),
];

export const statesGallery: GallerySection = {
  id: "states",
  title: "States",
  specimens: [
    {
      title: "Empty",
      render: () => (
        <EmptyState title="No providers yet" action={<ButtonLink href="/operator">Register the first one</ButtonLink>}>
          Here will be every Prex instance and PAID service whose operator registered it, with what it shows.
        </EmptyState>
      ),
    },
    {
      title: "Error",
      render: () => (
        <ErrorState
          title="The database does not answer"
          requestId="req_01JD9K3V7W8M2Q4T6Y"
          action={<Button>Try again</Button>}
        >
          Nothing was changed. Reading from the log’s tiles still works; writing works again when the database is back.
        </ErrorState>
      ),
    },
    {
      title: "Unauthorised",
      render: () => (
        <UnauthorisedState
          title="For operators"
          action={<ButtonLink href="/sign-in">Sign in with your key</ButtonLink>}
        >
          Drafts belong to the operator who wrote them. Everything published is open to everyone.
        </UnauthorisedState>
      ),
    },
    {
      title: "Offline",
      render: () => (
        <div className="flex flex-col gap-3">
          <OfflineNotice />
          <OfflineState title="This page was not loaded before">
            Receipts that you have saved can still be checked here.
          </OfflineState>
        </div>
      ),
    },
    {
      title: "Loading",
      render: (theme) => (
        <div className="flex flex-col gap-4">
          <Skeleton className="h-7 w-1/2" />
          <SkeletonText label={`Loading text, ${theme}`} />
          <SkeletonRows rows={3} label={`Loading rows, ${theme}`} />
        </div>
      ),
    },
    {
      title: "Progress: known and unknown length",
      render: (theme) => (
        <div className="flex flex-col gap-4">
          <Progress
            label={`Replaying the log, ${theme}`}
            value={312}
            max={900}
            detail="312 of 900 entries, about 8 s left"
          />
          <Progress label={`Waiting for the first checkpoint, ${theme}`} />
        </div>
      ),
    },
    {
      title: "Stale",
      render: () => (
        <p className="flex flex-wrap items-center gap-2">
          Reserves 1.2 times liabilities <StaleChip at={NOW - 12 * 86_400_000} now={NOW} what="Reserves" />
        </p>
      ),
    },
    {
      title: "Messages",
      render: () => (
        <div className="flex flex-col gap-2">
          <Alert title="Public for ever">You can correct it, never delete it.</Alert>
          <Alert tone="verified" title="Recorded as entry 48,213">
            Keep this file: if we ever hide your entry, it proves it.
          </Alert>
          <Alert tone="attention" title="No spare key saved" actions={<Button size="sm">Save your spare key</Button>}>
            If this browser’s data is cleared, only a spare key gets you back in.
          </Alert>
          <Alert tone="failed" title="Refused: stale-issued">
            The statement was signed more than ten minutes ago. Sign it again.
          </Alert>
        </div>
      ),
    },
    { title: "Not come to an end", render: () => <RetryDemo /> },
    {
      title: "Long and right-to-left text",
      render: () => (
        <Panel
          level={3}
          title="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mit beschränkter Haftung"
        >
          <p dir="auto">شركة حفظ الملفات المدفوعة مقدما، مسجلة في عمّان</p>
          <p dir="auto" className="mt-1">
            חברת אחסון בע״מ · Łódź · Ñuñoa · İstanbul
          </p>
          <p className="mt-2">
            averyveryverylongsubdomainwithoutanybreak.anotherverylonglabelthatnevertendsinanyspace.example.org
          </p>
          <p className="mt-2">
            <HashText full value={"0123456789abcdef".repeat(4)} />
          </p>
        </Panel>
      ),
    },
    ...EMAILS.map(([title, email]) => ({
      title,
      render: () => <EmailDemo email={email} />,
    })),
  ],
};
