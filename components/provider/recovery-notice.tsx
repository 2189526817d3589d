import { RecoveryFacts } from "#components/keys/recovery-facts.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Recovery } from "#lib/state/forms.ts";

/** On a provider's page: who controls it is about to change. Nothing otherwise. */
export function RecoveryNotice({ recovery, now }: { recovery: Recovery | null; now: number }) {
  if (recovery === null) return null;
  return (
    <Alert tone="attention" title="Its operator’s account key is about to be replaced" className="mb-5">
      The recovery key announced a new one. <RecoveryFacts recovery={recovery} now={now} /> Until then the owner of the
      spare key can veto it. <Link href="/docs/how-to/spare-key-and-recovery">How recovery works</Link>
    </Alert>
  );
}
