/** Both forms of a feed. Plain anchors: files of the API, not pages of this site. */
export function FeedLinks({ path, query = "", what }: { path: string; query?: string; what: string }) {
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
