import { Panel } from "#components/ui/panel.tsx";
import { type Follows, followed } from "#lib/client/follow/follow-store.ts";
import { FeedLinks } from "./feed-links.tsx";

/** Addresses for a feed reader. That of the followed ones names them all: whoever has it knows whom. */
export function FeedList({ follows }: { follows: Follows }) {
  const ids = followed(follows).map(([id]) => id);
  const query = `?provider=${[...ids].sort().join(",")}`;
  return (
    <Panel title="By feed">
      <p className="mb-2 text-muted text-sm">For a feed reader, without an account.</p>
      <ul className="flex flex-col gap-1">
        {ids.length === 0 ? null : (
          <li>
            Whom you follow: <FeedLinks path="/feed" query={query} what="of whom you follow" />
          </li>
        )}
        <li>
          All providers: <FeedLinks path="/feed" what="of all providers" />
        </li>
      </ul>
    </Panel>
  );
}
