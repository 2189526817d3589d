import { countryText } from "#components/ui/country-text.ts";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Fact, Told } from "#lib/disclosure/told.ts";

/** A value of a disclosure as readers see it, drawn by the server or in the composer's preview. */
export function ToldView({ told, label }: { told: Told; label: string }) {
  switch (told.kind) {
    case "link":
      return (
        <Link href={told.href} className="break-all">
          {told.href}
        </Link>
      );
    case "day":
      return <TimeText at={told.at} precision="day" />;
    case "moment":
      return <TimeText at={told.at} precision="minute" />;
    case "paragraph":
      return (
        <p dir="auto" className="wrap-anywhere max-w-prose whitespace-pre-line">
          {told.text}
        </p>
      );
    case "provider":
      return <HashText value={told.id} what="provider id" href={`/providers/${told.id}`} />;
    case "jurisdiction":
      return countryText(told.code);
    case "number":
      return told.unit === undefined ? told.text : `${told.text} ${told.unit}`;
    case "text":
      return <Text text={told.text} />;
    case "list":
      return <ToldList items={told.items} label={label} />;
    case "facts":
      return (
        <div className="flex flex-col">
          {told.words === undefined ? null : <span>{told.words}</span>}
          {told.facts.length === 0 ? null : <FactList facts={told.facts} />}
        </div>
      );
    case "table":
      return <ToldTable told={told} label={label} />;
  }
}

const HEX = /^(sha256:)?[0-9a-f]{40,128}$/;

/** Hashes are shortened, with the whole one to copy; other text stands by itself whatever its direction. */
function Text({ text }: { text: string }) {
  return HEX.test(text) ? <HashText value={text} what="hash" /> : <bdi className="wrap-anywhere">{text}</bdi>;
}

export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <KeyValueList
      items={facts.map(({ name, label, value }) => ({
        key: name,
        label,
        value: <ToldView told={value} label={label} />,
      }))}
    />
  );
}

function ToldList({ items, label }: { items: readonly Told[]; label: string }) {
  const keyed = items.map((item, at) => ({ item, key: `${at}` }));
  return (
    <ul className="flex list-disc flex-col gap-1 pl-4.5 marker:text-muted">
      {keyed.map(({ item, key }) => (
        <li key={key}>
          <ToldView told={item} label={label} />
        </li>
      ))}
    </ul>
  );
}

function ToldTable({ told, label }: { told: Extract<Told, { kind: "table" }>; label: string }) {
  const rows = told.rows.map((row, at) => ({ row, key: `${at}` }));
  return (
    <Table caption={label} dense>
      <THead>
        {told.columns.map((column) => (
          <Th key={column.name} numeric={column.isNumber}>
            {column.label}
          </Th>
        ))}
      </THead>
      <TBody>
        {rows.map(({ row, key }) => (
          <Tr key={key}>
            {told.columns.map((column, at) => {
              const value = row[column.name];
              return (
                <Td key={column.name} label={column.label} head={at === 0} numeric={column.isNumber}>
                  {value === undefined ? (
                    <span className="text-muted">not stated</span>
                  ) : (
                    <ToldView told={value} label={column.label} />
                  )}
                </Td>
              );
            })}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
