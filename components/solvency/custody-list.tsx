"use client";
import { CircleAlert } from "lucide-react";
import { useState } from "react";
import { CheckRows } from "#components/log/proof/check-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { shorten } from "#components/ui/shorten.ts";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { Check } from "#lib/kernel/checks.ts";
import { type CustodyFields, custodyName } from "#lib/statement/disclosures/custody-addresses.ts";

const SCHEMES = {
  "eip-191": "Ethereum text (EIP-191)",
  "bip-322": "Bitcoin text (BIP-322)",
  "sui-personal": "Sui personal message",
  other: "not in a form that is known here",
} as const;

/** Another provider that claims the same address. */
export type Shared = {
  readonly name: string;
  readonly providers: readonly { readonly id: string; readonly name: string }[];
};

/** Where an instance says it keeps its users' money. Each signature can be checked here, in the browser. */
export function CustodyList({
  origin,
  provider,
  fields,
  shared,
}: {
  origin: string;
  provider: string;
  fields: CustodyFields;
  shared: readonly Shared[];
}) {
  const [checks, setChecks] = useState<readonly Check[] | undefined>(undefined);
  const check = async () => {
    // The curves are fetched when somebody asks: most readers never do.
    const { checkCustody } = await import("#lib/disclosure/solvency/custody/check-custody.ts");
    setChecks(checkCustody(fields, { origin, provider }));
  };
  return (
    <div className="flex flex-col gap-4">
      <Table caption="Custody addresses" dense>
        <THead>
          <Th>Address</Th>
          <Th>Chain</Th>
          <Th>Asset</Th>
          <Th>Keys</Th>
          <Th>Signed as</Th>
        </THead>
        <TBody>
          {fields.addresses.map((place) => (
            <Tr key={custodyName(place)}>
              <Td head label="Address">
                <HashText value={place.address} what={`address on ${place.chain}`} />
                <SharedNote found={shared.find(({ name }) => name === custodyName(place))} />
              </Td>
              <Td label="Chain">{place.chain}</Td>
              <Td label="Asset">{place.asset}</Td>
              <Td label="Keys">
                {place.required === 1 && place.of === 1 ? "one key" : `${place.required} of ${place.of}`}
              </Td>
              <Td label="Signed as">{SCHEMES[place.scheme]}</Td>
            </Tr>
          ))}
        </TBody>
      </Table>
      {checks === undefined ? (
        <Button className="w-fit" size="sm" onClick={() => void check()}>
          Check the signatures here
        </Button>
      ) : (
        <div role="status">
          <CustodyChecks checks={checks} />
        </div>
      )}
    </div>
  );
}

/** What the signatures of the addresses show, one by one. */
export function CustodyChecks({ checks }: { checks: readonly Check[] }) {
  return (
    <div className="flex flex-col gap-2">
      <CheckRows label="Signatures of the addresses" checks={checks} titles={titlesOf(checks)} />
      <p className="text-muted text-sm">
        Computed in this browser. A signature shows that somebody with the address's key agreed, not how much lies
        there.
      </p>
    </div>
  );
}

function titlesOf(checks: readonly Check[]): Record<string, string> {
  return Object.fromEntries(checks.map(({ name }) => [name, `Signed by ${shorten(name)}`]));
}

function SharedNote({ found }: { found: Shared | undefined }) {
  if (found === undefined) return null;
  return (
    <span className="mt-1 flex items-start gap-1.5 text-attention text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>
        Also claimed by{" "}
        {found.providers.map(({ id, name }, at) => (
          <span key={id}>
            {at === 0 ? "" : ", "}
            <Link href={`/providers/${id}`}>{name}</Link>
          </span>
        ))}
        : only one of them can own it.
      </span>
    </span>
  );
}
