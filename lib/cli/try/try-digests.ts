/** Digests of an Azure SQL ledger by the rules that need no log, as if each had been published when it was made. */
import { checkSeries } from "#lib/disclosure/ledger-digest/check-series.ts";
import type { Observation } from "#lib/disclosure/ledger-digest/facts.ts";
import type { RuleResult } from "#lib/disclosure/ledger-digest/report.ts";
import { RULES } from "#lib/disclosure/ledger-digest/rules.ts";
import { splitDocuments } from "#lib/disclosure/ledger-digest/split-documents.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, parseJson } from "#lib/kernel/json.ts";
import type { SeriesKey } from "#lib/statement/ledger/point.ts";
import { readLedgerDocument } from "#lib/statement/ledger/read-document.ts";
import { TICKS_PER_MS } from "#lib/statement/ledger/ticks.ts";
import { EXIT, type Io } from "../command.ts";
import { printable } from "../print-finding.ts";

/** What a file alone can break. The others are about arrival, storage, restores and verifiers, which only a log knows. */
const ALONE = new Set<RuleResult["code"]>([
  ...(["schema", "time-order", "duplicate", "fork", "commit-order", "backdated", "late", "gap"] as const),
]);

/** Exit 1 when a rule is broken that readers of a log would call a breach, 2 when nothing can be read. */
export function tryDigests(bytes: Uint8Array, io: Io): number {
  const documents = splitDocuments(utf8Decode(bytes) ?? "", "azure-sql");
  const series = seriesOf(documents.map(({ text }) => text));
  if (series === undefined) {
    io.err("No digest in it names its database.");
    return EXIT.incomplete;
  }
  const observations = documents.map(({ line, text }): Observation => {
    const document = readLedgerDocument(text, { series });
    const times = document.ok ? document.value.times : null;
    const receivedAt = asInstant(times === null ? 0 : Number(times.digest / TICKS_PER_MS) + 1);
    return { entry: line, position: 0, receivedAt, observer: "", document };
  });
  const { rules, blocks, first, head } = checkSeries({
    ...{ series, observations, asOf: asInstant(Math.max(...observations.map(({ receivedAt }) => receivedAt))) },
    ...{ imports: [], blockRows: [], idles: [], restores: [], storages: [], cadences: [], attestations: [] },
    ...{ outages: [], earlier: [] },
  });
  const own = rules.filter(({ code }) => ALONE.has(code));
  const broken = own.filter(({ code, count }) => count > 0 && RULES[code].weight === "breach");
  const span = first === null || head === null ? "none" : `${first.block} to ${head.block}`;
  if (io.json) {
    io.out(JSON.stringify({ database: series.database, digests: documents.length, blocks, span, rules: own }));
  } else {
    for (const { code, count, detail, found } of own) {
      const word = count === 0 ? "pass" : RULES[code].weight === "breach" ? "FAIL" : "note";
      io.out(`${word}  ${code.padEnd(14)}${printable(detail)}`);
      for (const each of found) io.out(`      line ${each.entry}: ${printable(each.detail)}`);
    }
    io.out(`${documents.length} digests of the database ${printable(series.database)}, ${blocks} blocks (${span}).`);
  }
  return broken.length === 0 ? EXIT.ok : EXIT.tampered;
}

/** Server and creation time stand in the path of the storage, not in the documents. */
function seriesOf(documents: readonly string[]): SeriesKey | undefined {
  for (const text of documents) {
    const json = parseJson(utf8Encode(text));
    const name = json.ok && isJsonObject(json.value) ? json.value.database_name : undefined;
    if (typeof name === "string")
      return { ledger: "azure-sql", server: "", database: name, createdAt: "0001-01-01T00:00:00.0000000" };
  }
  return undefined;
}
