import { Badge } from "#components/ui/badge.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Instant } from "#lib/kernel/instant.ts";
import { type KeyState, keyStateAt } from "#lib/keys/lifecycle.ts";
import type { KeyForm } from "#lib/state/forms.ts";

const PURPOSES: Record<KeyForm["purpose"], string> = {
  control: "Account",
  response: "Responses",
  disclosure: "Disclosures",
  token: "Tokens",
  report: "Reports",
};

const STATES: Record<KeyState, { words: string; tone: "neutral" | "attention" | "failed" | "unknown" }> = {
  proven: { words: "proved the name", tone: "neutral" },
  pending: { words: "pending", tone: "attention" },
  active: { words: "active", tone: "neutral" },
  retiring: { words: "retiring", tone: "attention" },
  retired: { words: "retired", tone: "neutral" },
  revoked: { words: "revoked", tone: "failed" },
};

/** Signing keys with their state now and the time in which their signatures count. */
export function KeyTable({ keys, now, caption }: { keys: readonly KeyForm[]; now: Instant; caption: string }) {
  return (
    <Table caption={caption}>
      <THead>
        <Th>For</Th>
        <Th>State</Th>
        <Th>In force</Th>
        <Th>Key</Th>
        <Th numeric>Entry</Th>
      </THead>
      <TBody>
        {keys.map((key) => {
          const { words, tone } = STATES[keyStateAt(key, now)];
          return (
            <Tr key={key.thumbprint}>
              <Td head>{PURPOSES[key.purpose]}</Td>
              <Td label="State">{tone === "neutral" ? words : <Badge tone={tone}>{words}</Badge>}</Td>
              <Td label="In force">
                <InForce signingKey={key} now={now} />
              </Td>
              <Td label="Key">
                <HashText value={key.thumbprint} what="key thumbprint" />
              </Td>
              <Td label="Entry" numeric>
                <Link href={`/log/entries/${key.addedIn}`}>{key.addedIn.toLocaleString("en")}</Link>
              </Td>
            </Tr>
          );
        })}
      </TBody>
    </Table>
  );
}

function InForce({ signingKey, now }: { signingKey: KeyForm; now: number }) {
  const { activeFrom, revocation } = signingKey;
  if (activeFrom === null) return <span className="text-muted">signs nothing but the proof of name</span>;
  return (
    <span>
      from <TimeText at={Date.parse(activeFrom)} precision="minute" />
      {revocation === null ? null : (
        <>
          {" "}
          until <TimeText at={Date.parse(revocation.at)} precision="minute" /> ({revocation.reason}
          {revocation.compromisedSince === null ? null : (
            <>
              {" "}
              since{" "}
              <TimeText at={Date.parse(revocation.compromisedSince)} now={now} precision="minute" show="absolute" />
            </>
          )}
          )
        </>
      )}
    </span>
  );
}
