import type { Metadata } from "next";
import { LiveRails } from "#components/log/live-rails.tsx";
import { RailsSketch } from "#components/log/rails/rails-sketch.tsx";
import { WayList } from "#components/trust/way-list.tsx";
import { WAYS_TITLE } from "#components/trust/ways.ts";
import { Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { resolveAsOf } from "#lib/server/services/log/as-of.ts";
import { countWatchers } from "#lib/server/services/log/count-watchers.ts";
import { readRails } from "#lib/server/services/log/read-rails.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "How could this site cheat?",
  description: "Every way in which this index could cheat, what it would gain, who notices, and a live try of each.",
};

export default async function TrustPage() {
  const ctx = webContext();
  const [asOf, rails, watchers] = await Promise.all([resolveAsOf(ctx, undefined), readRails(ctx), countWatchers(ctx)]);
  return (
    <>
      <PageHeading
        title={WAYS_TITLE}
        lead="You need not trust us. Here is what we could gain by cheating, who would notice, and the proof that you would hold. Try each in your own browser: nothing leaves it."
      />
      <div className="flex flex-col gap-8">
        {rails === undefined ? null : (
          <LiveRails facts={rails}>
            <RailsSketch facts={rails} />
          </LiveRails>
        )}
        <WayList isWatched={watchers.independent > 0} />
        <p className="max-w-prose text-muted text-sm">
          These tries run code that this site sent you, so that they show how it works and prove little about us. The
          independent ways: <Link href="/verify">the offline verifier</Link>,{" "}
          <Link href="/docs/how-to/audit-a-log">an audit from your own copy of the source</Link>, another implementation
          of the <Link href="/docs/protocol">public formats</Link>. What stays unknown:{" "}
          <Link href="/docs/concepts/trust">what you can and cannot know</Link>.
        </p>
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
