import { Link } from "#components/ui/link.tsx";

const LEFT = [
  {
    id: "silent",
    title: "This index and a reporter together, while the provider says nothing.",
    says: "Then all three numbers come from the two of them, and the reporter can try numbers before filing until the lot falls as both like. A grave or serious finding of such a case is labelled “awaits confirmation”, and counts half until an appeal panel has confirmed it. A provider that answers the report, and shows its number in time, ends this.",
  },
  {
    id: "last",
    title: "This index and one side together, in any case.",
    says: "That side can wait for the other’s number, and then show its own or keep it back: two panels to choose between, instead of one. A number that is not shown counts as zeros, and the case says who kept it back.",
  },
  {
    id: "late",
    title: "An index that does not draw.",
    says: "It cannot change the lot by waiting, and the case does not end: it stands as late on this index’s status page until it is drawn.",
  },
  {
    id: "pool",
    title: "Who is in the pool.",
    says: "The lot chooses among reviewers whom the administrators of this index appointed. It makes a pool of honest people hard to steer; it makes no dishonest pool honest. Who they are, and whom they are tied to, is public.",
  },
] as const;

/** How reviewers are drawn, and who could still bend it. */
export function DrawsLeft() {
  return (
    <div className="flex max-w-prose flex-col gap-4">
      <p>
        The lot is made of three numbers. This index promised its own before the case was known, and cannot choose
        another; the reporter promised one with the report, the provider one with its answer. Both are shown only after
        evidence has closed, and the order of all reviewers follows from the three. So nobody knows the panel ahead as
        long as one of the three keeps its number to itself until then, and nobody can choose it freely.
      </p>
      <p className="font-medium">What is left to trust:</p>
      <ul className="flex list-disc flex-col gap-2 pl-5">
        {LEFT.map(({ id, title, says }) => (
          <li key={id}>
            <span className="font-medium">{title}</span> {says}
          </li>
        ))}
      </ul>
      <p className="text-muted text-sm">
        Each case with a panel has a button that draws it again in your own browser. Its{" "}
        <Link href="/maintainers">reviewers</Link>, what this index is <Link href="/status">late</Link> with, and how{" "}
        <Link href="/docs/concepts/disputes">disputes</Link> go.
      </p>
    </div>
  );
}
