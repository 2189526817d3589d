import { KeyLifeBars } from "#components/provider/keys/key-life-bars.tsx";
import { KeyTable } from "#components/provider/keys/key-table.tsx";
import { counted } from "#components/ui/counted.ts";
import { FoldSection } from "#components/ui/fold-section.tsx";
import { Link } from "#components/ui/link.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { ListedProvider } from "./read-listed.ts";

/** Its signing keys with their lives, and what having none for its answers means. */
export function KeysSection({ provider: { form, history, flags, hasResponseKey, now } }: { provider: ListedProvider }) {
  const { keys } = history;
  return (
    <FoldSection
      id="keys"
      title="Signing keys"
      count={counted(keys.length, "key", "none of its own")}
      lead={`A signature counts only while its key is in force, by the log's time.${
        hasResponseKey ? "" : " It publishes no key for its answers now: a wrong answer can be judged by people only."
      }`}
    >
      {keys.length === 0 ? (
        <EmptyState title="No signing key of its own">
          Its operator signs with the account key. <Link href="/docs/concepts/signing-keys">What keys are for</Link>
        </EmptyState>
      ) : (
        <>
          <KeyLifeBars keys={keys} now={now} />
          <KeyTable
            keys={keys}
            operator={form.operator}
            now={now}
            caption={`Signing keys of ${form.name}`}
            flags={flags}
          />
          <p className="mt-3 text-sm">
            <Link href={`/.well-known/touchstone/${form.id}/jwks.json`}>Key directory (JWKS, with history)</Link>
          </p>
        </>
      )}
    </FoldSection>
  );
}
