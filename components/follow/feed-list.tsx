import { Panel } from "#components/ui/panel.tsx";
import { type Follows, followed } from "#lib/client/follow/follow-store.ts";

/** Addresses for a feed reader. That of the followed ones names them all: whoever has it knows whom. */
export function FeedList({ follows }: { follows: Follows }) {
  const ids = followed(follows).map(([id]) => id);
  const query = `?provider=${[...ids].sort().join(",")}`;
  return (
    <Panel id="feeds" title="By feed">
      <p className="mb-2 text-muted text-sm">For a feed reader, without an account.</p>
      <ul className="flex flex-col gap-1">
        {ids.length === 0 ? null : (
          <li>
            Whom you follow: <FeedLinks path="/feed" query={query} what="of whom you follow" />
          </li>
        )}
        <li>
          All providers: <FeedLinks path="/feed" query="" what="of all providers" />
        </li>
      </ul>
    </Panel>
  );
}

/** Both forms of a feed. Plain anchors: files of the API, not pages of this site. */
export function FeedLinks({ path, query, what }: { path: string; query: string; what: string }) {
  const look = "text-link underline decoration-link/40 underline-offset-2";
  return (
    <>
      <a className={look} href={`${path}.atom${query}`}>
        Atom<span className="sr-only"> {what}</span>
      </a>{" "}
      ·{" "}
      <a className={look} href={`${path}.json${query}`}>
        JSON<span className="sr-only"> {what}</span>
      </a>
    </>
  );
}
