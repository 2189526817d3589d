import { Hourglass } from "lucide-react";
import type { Metadata } from "next";
import { PersonaList } from "#components/demonstration/persona-list.tsx";
import { StoryList } from "#components/demonstration/story-list.tsx";
import { FourWalks } from "#components/guide/four-walks.tsx";
import { NextSeat } from "#components/guide/next-seat.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { findWalkStarts } from "#lib/server/services/service/find-walk-starts.ts";

export const metadata: Metadata = {
  title: "Demonstration",
  description: "The invented market of this site: its stories, and the people as whom you can act.",
};

export default async function DemonstrationPage() {
  const { world } = webContext();
  const walks = await findWalkStarts(webContext());
  if (world === undefined)
    return (
      <>
        <PageHeading title="Demonstration" />
        <EmptyState
          icon={<Hourglass />}
          title="Nothing is invented here"
          action={<ButtonLink href="/providers">Providers of this index</ButtonLink>}
        >
          This index has a log of its own. One with an invented market is made by <code>npm run up</code> in a new data
          folder.
        </EmptyState>
      </>
    );
  return (
    <>
      <PageHeading
        title="An invented market in a real log"
        lead={
          <>
            Two years of it, from <TimeText at={Date.parse(world.start)} precision="day" /> to{" "}
            <TimeText at={Date.parse(world.now)} precision="day" />, were played when this site was made, and it goes on
            when you let time pass.
          </>
        }
      />
      <div className="flex flex-col gap-10">
        <Alert tone="attention" title="No provider, person or loss on this site exists">
          Yet every statement is signed by its actor’s key, logged, and checked like any other. The keys follow from the
          word “{world.seed}” and are public: whoever makes this demonstration gets the same log. Its watchers run on
          the same machine and count as 0 independent ones. A key that you make yourself is a real one.
        </Alert>
        {walks === undefined ? null : <FourWalks {...walks} />}
        {walks === undefined || walks.hasSeat || walks.nextSeatAt === undefined ? null : (
          <NextSeat at={walks.nextSeatAt} />
        )}
        <section>
          <SectionHeading id="act" lead="Their keys come into this browser; you then sign as they would.">
            Act as somebody
          </SectionHeading>
          <PersonaList personas={world.personas} />
        </section>
        <section>
          <SectionHeading id="stories" lead="What happens in the two years, and where it shows.">
            Stories
          </SectionHeading>
          <StoryList stories={world.stories} />
        </section>
        <p className="text-muted text-sm">
          How it is made: <Link href="/docs/concepts/demonstration">the demonstration</Link>. As data:{" "}
          <code className="font-mono">/api/v1/demonstration</code>.
        </p>
      </div>
    </>
  );
}
