import { Alert } from "#components/ui/alert.tsx";
import { Link } from "#components/ui/link.tsx";
import type { CaseView } from "#lib/contract/cases.ts";
import { isDateInDoubt } from "./case-table.tsx";

/** What is unlike other cases in this one: told before, added elsewhere, held, not taken up, dated late, judged late, about a stolen key. */
export function CaseNotes({ one }: { one: CaseView }) {
  const { state, joined_to, told_in, back_dated, late_verdict, judged_at, is_unclaimed } = one;
  return (
    <div className="flex flex-col gap-3 empty:hidden">
      {late_verdict ? (
        <Alert
          tone="attention"
          title={judged_at === null ? "This index is late with its result." : "This index gave its result late."}
        >
          It promises one within 10 minutes of the report. The delay is its own, and says nothing about the provider.
        </Alert>
      ) : null}
      {joined_to === null ? null : (
        <Alert title="The same fault was reported before.">
          This report was added to <Link href={`/cases/${joined_to}`}>the first case</Link>, and counts there.
        </Alert>
      )}
      {told_in === null ? null : (
        <Alert title="The provider told of it before anybody reported it.">
          It did so in its incident report {told_in}, so the fault counts half in its marks.
        </Alert>
      )}
      {state === "checked" ? (
        <Alert tone="attention" title="Held: the rule itself is suspected.">
          Several providers are accused under the same published rule. A bug in the rule is likelier than so many liars,
          so nobody is blamed until people have looked.
        </Alert>
      ) : null}
      {state === "inadmissible" ? (
        <Alert title="Not taken up: nothing follows from it for the provider.">
          The report stays readable, so that anybody can see what was refused and why.
        </Alert>
      ) : null}
      {state === "handed_over" ? (
        <Alert tone="attention" title="Nobody here could decide it.">
          Every reviewer is bound to one of the two sides, or away. Whoever wants can take it to another index:{" "}
          <a href={`/api/v1/cases/${one.id}/file`} download className="text-link underline underline-offset-2">
            the whole case in one file
          </a>{" "}
          holds what both sides said, the evidence, and why it was handed over.{" "}
          <Link href="/docs/how-to/hand-over-a-case">How another index takes it up</Link>
        </Alert>
      ) : null}
      {back_dated ? (
        <Alert tone="attention" title="The key was later said to have been stolen before.">
          That was said after the report stood in the log, so it changes nothing here.
        </Alert>
      ) : null}
      {isDateInDoubt(one) ? (
        <Alert tone="attention" title="The date of the answer is its signer’s word.">
          The log held no hash of it within 10 minutes of that date.
        </Alert>
      ) : null}
      {is_unclaimed ? (
        <Alert title="This provider is known by its key alone.">
          Nobody has listed it here. Whoever holds the key can claim it, and the case stays with it.
        </Alert>
      ) : null}
    </div>
  );
}
