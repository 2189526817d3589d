import { countdownOf, KEY_PURPOSE_WORDS, KEY_STATES } from "#components/keys/key-state-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Instant } from "#lib/kernel/instant.ts";
import { keyStateAt } from "#lib/keys/lifecycle.ts";
import type { KeyForm } from "#lib/state/forms.ts";

/** Signing keys with their state now and the time in which their signatures count. */
export function KeyTable({
  keys,
  operator,
  now,
  caption,
  flags = new Map(),
}: {
  keys: readonly KeyForm[];
  /** Who runs the provider now: keys that an earlier operator published are marked. */
  operator?: string;
  now: Instant;
  caption: string;
  /** Which maintainers warn of a key, by thumbprint, with the entries in which they say why. */
  flags?: ReadonlyMap<string, readonly { readonly entry: number }[]>;
}) {
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
          const { word, tone } = KEY_STATES[keyStateAt(key, now)];
          return (
            <Tr key={key.thumbprint}>
              <Td head>
                {KEY_PURPOSE_WORDS[key.purpose].title}
                {operator === undefined || key.participant === operator ? null : (
                  <span className="block font-normal text-muted text-sm">
                    of an earlier operator{key.purpose === "disclosure" ? ": signs no more" : ""}
                  </span>
                )}
              </Td>
              <Td label="State">{tone === "neutral" ? word : <Badge tone={tone}>{word}</Badge>}</Td>
              <Td label="In force">
                <InForce signingKey={key} now={now} />
              </Td>
              <Td label="Key">
                <HashText value={key.thumbprint} what="key" />
                <Warnings flags={flags.get(key.thumbprint) ?? []} />
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

/** Said by maintainers, and shown: no mark changes by it. */
function Warnings({ flags }: { flags: readonly { readonly entry: number }[] }) {
  if (flags.length === 0) return null;
  return (
    <span className="block text-attention text-sm">
      {flags.length === 1 ? "A maintainer warns" : `${flags.length} maintainers warn`} of this key:{" "}
      {flags.map(({ entry }, nth) => (
        <span key={entry}>
          {nth === 0 ? "" : ", "}
          <Link href={`/log/entries/${entry}`}>entry {entry.toLocaleString("en")}</Link>
        </span>
      ))}
    </span>
  );
}

function InForce({ signingKey, now }: { signingKey: KeyForm; now: Instant }) {
  const { activeFrom, retirement, revocation } = signingKey;
  const countdown = countdownOf(signingKey, now);
  if (activeFrom === null) return <span className="text-muted">signs nothing but the proof of name</span>;
  if (countdown !== undefined) {
    return (
      <span>
        {countdown.lead} <TimeText at={countdown.at} precision="minute" /> (
        <TimeText at={countdown.at} now={now} show="relative" />)
        <span className="block text-muted text-sm">{countdown.reason}</span>
      </span>
    );
  }
  const end = revocation?.at ?? retirement?.retiresAt;
  return (
    <span>
      from <TimeText at={Date.parse(activeFrom)} precision="minute" />
      {end === undefined ? null : (
        <>
          {" "}
          until <TimeText at={Date.parse(end)} precision="minute" />
        </>
      )}
      {revocation === null ? null : ` (${revocation.reason}`}
      {revocation === null || revocation.compromisedSince === null ? null : (
        <>
          {" "}
          since <TimeText at={Date.parse(revocation.compromisedSince)} now={now} precision="minute" show="absolute" />
        </>
      )}
      {revocation === null ? null : ")"}
    </span>
  );
}
