import { Alert } from "#components/ui/alert.tsx";
import { Link } from "#components/ui/link.tsx";

/** The key was here when the page was drawn, and is gone now that it should sign. */
export function MissingKey() {
  return (
    <Alert
      tone="failed"
      live
      title="This browser no longer holds the key"
      actions={<Link href="/operator/restore">Bring the key here, or replace it with the spare key</Link>}
    >
      Nothing was signed or sent. What you typed is kept.
    </Alert>
  );
}
