import { HashText } from "#components/ui/hash-text.tsx";
import type { AdminsView } from "#lib/contract/governance.ts";

/** Who administers the index, and how many of them an act takes. */
export function AdminList({ admins, threshold, own }: AdminsView & { own?: string | undefined }) {
  return (
    <div className="flex flex-col gap-3">
      <p>{thresholdSentence(admins.length, threshold)}</p>
      <ul className="flex flex-col gap-1.5">
        {admins.map(({ did, name }) => (
          <li key={did} className="min-w-0">
            {name === null ? null : <bdi className="font-medium">{name} </bdi>}
            <HashText value={did} what="administrator's did:key" />
            {did === own ? <span className="text-muted text-sm"> (you)</span> : null}
          </li>
        ))}
      </ul>
      <p className="text-muted text-sm">
        They appoint and remove maintainers, and announce policies and models before these hold. They decide no case,
        and cannot change what is in the log.
      </p>
    </div>
  );
}

export function thresholdSentence(admins: number, threshold: number): string {
  if (admins === 1) return "One administrator, who acts alone.";
  if (threshold === 1) return `${admins} administrators; each acts alone.`;
  return `${admins} administrators; each act takes the signatures of ${threshold} of them, within 7 days.`;
}
