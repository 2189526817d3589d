import { Download } from "lucide-react";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";

/**
 * The way that needs no trust in this page. `announced`: SHA-256 of the verifier file that the log names; `served`: of
 * the file that this site gives. Undefined when there is none.
 */
export function IndependentWay({ announced, served }: { announced: string | undefined; served: string | undefined }) {
  return (
    <div className="flex max-w-prose flex-col gap-4">
      <h2 className="font-semibold text-xl">The independent way</h2>
      <p>
        This page came from the index that you may want to check. The verifier file holds the same checks in one HTML
        file that makes no request: keep it, open it from disk with the network off, give it to others.
      </p>
      {served === undefined ? (
        <Alert tone="attention" title="The verifier file is not here">
          This index was started without building it. Build it from the source: npm run build -- verifier.
        </Alert>
      ) : (
        <>
          <p>
            <a
              href="/touchstone-verifier.html"
              download="touchstone-verifier.html"
              className={buttonClass("secondary")}
            >
              <Download aria-hidden className="size-4" />
              Download the verifier file
            </a>
          </p>
          <KeyValueList items={[{ key: "SHA-256", value: <HashText full value={served} what="SHA-256" /> }]} />
          {served === announced ? (
            <p className="text-muted text-sm">
              The log announces this file: its first entry, or a later one, names the same SHA-256. Compare it with your
              download, and with what the file itself shows after it has read the whole exported log.
            </p>
          ) : (
            <Alert tone="attention" title="This is not the file that the log announces">
              The log names {announced ?? "none"}. Take the file from the source, or wait until an administrator has
              announced this one.
            </Alert>
          )}
        </>
      )}
      <p className="text-muted text-sm">
        Or the command line, from a copy of the source that you trust, or by hand:{" "}
        <Link href="/docs/how-to/verify-with-the-network-off">verify with the network off</Link>,{" "}
        <Link href="/docs/how-to/verify-a-receipt">verify a receipt</Link>,{" "}
        <Link href="/docs/protocol/receipt">the format</Link>,{" "}
        <Link href="/docs/how-to/audit-a-log">audit the whole log</Link>.
      </p>
    </div>
  );
}
