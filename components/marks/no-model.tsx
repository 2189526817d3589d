import { Alert } from "#components/ui/alert.tsx";
import { Link } from "#components/ui/link.tsx";

/** An index whose log has put no rules of marks in force: nothing is rated, and that is said once. */
export function NoModel() {
  return (
    <Alert title="No model of marks is in force in this index" className="mb-5">
      Nothing here is rated: neither good nor bad follows from that. What the log shows of it stands below.{" "}
      <Link href="/docs/concepts/marks">What marks are</Link>
    </Alert>
  );
}
