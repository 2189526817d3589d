/** The body of a statement about a database ledger: its form, and what it must hold together (docs/protocol/ledger-digests.md). */
import { z } from "zod";
import { base64Decode } from "#lib/kernel/base.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { overheadSchema } from "../disclosures/envelope-fields.ts";
import { base64UrlOf, didKey, hexHash, instantText, line, paragraph, textOf } from "../fields.ts";
import { LEDGERS, type SeriesKey } from "./point.ts";
import { DOCUMENT_MAX_BYTES, readLedgerDocument } from "./read-document.ts";
import { parseTicks } from "./ticks.ts";

const ledgerTime = textOf(
  40,
  "Must be a time such as 2021-04-13T21:20:51.0000000: seven digits, no zone.",
  (text) => parseTicks(text) !== undefined,
);

const block = z.int().min(0);

const seriesSchema = z.strictObject({
  ledger: z.enum(LEDGERS).meta({ label: "Ledger", help: "The product whose documents these are." }),
  server: line(200).meta({ label: "Server" }),
  database: line(200).meta({ label: "Database", help: "As the documents name it; for tlog the log's origin." }),
  createdAt: ledgerTime.meta({ label: "Created at", help: "From the storage path. A restored database has another." }),
});

/** Forms of keeping digests so that their owner cannot rewrite them. */
const IMMUTABILITY = ["none", "time-based", "time-based-locked", "legal-hold", "append-only-ledger"] as const;

const pinSchema = z.strictObject({ block, hash: hexHash });

const attestationFields = {
  by: line(200).meta({ label: "Who verified" }),
  at: instantText.meta({ label: "When", input: "moment" }),
  firstBlock: block.meta({ label: "First block" }),
  lastBlock: block.meta({ label: "Last block" }),
  result: z.enum(["passed", "failed"]).meta({ label: "Result" }),
};

/** Where the statement itself holds one, the digest must be a document of its series: a bad row is refused, never logged. */
export const databaseLedgerDigestBody = z
  .strictObject({
    version: z.literal(1),
    effectiveAt: instantText.meta({ label: "As of", input: "moment" }),
    series: seriesSchema.meta({ label: "Which ledger" }),
    signedBy: z.string().max(400, { abort: true }).optional().meta({
      label: "Signed by",
      help: "For tlog the log's vkey; for immudb the server's key (base64), if it signs.",
    }),
    cadenceMinutes: z
      .int()
      .min(1)
      .max(44_640)
      .optional()
      .meta({ label: "Cadence in minutes", help: "How often a digest is to come. After twice that, silence shows." }),
    observer: line(120).optional().meta({ label: "Read by", help: "Who read it from the database, if not you." }),
    digest: z
      .string()
      .max(DOCUMENT_MAX_BYTES, { abort: true })
      .optional()
      .meta({ label: "Digest", help: "The document as received.", input: "paragraph" }),
    rows: z
      .strictObject({ count: z.int().min(1).max(100_000), root: hexHash, first: pinSchema, last: pinSchema })
      .optional(),
    blockRows: z
      .array(z.strictObject({ block: z.int().min(1), previousHash: hexHash }))
      .min(1)
      .max(64)
      .optional(),
    idle: z
      .strictObject({
        from: instantText.meta({ label: "From", input: "moment" }),
        until: instantText.meta({ label: "Until", input: "moment" }),
      })
      .optional()
      .meta({
        label: "Idle time",
        help: "No digests come while nothing is written. Said afterwards it excuses little.",
      }),
    restore: z
      .strictObject({
        before: ledgerTime.meta({ label: "Creation time of the database before" }),
        reason: paragraph(500).meta({ label: "Why it was restored", input: "paragraph" }),
      })
      .optional()
      .meta({ label: "Restore", help: "This database was made from a backup of another one." }),
    storage: z
      .strictObject({
        location: line(300).meta({ label: "Where digests are stored" }),
        immutability: z.enum(IMMUTABILITY).meta({ label: "Kept from change by" }),
        retentionDays: z.int().min(1).max(36_500).optional().meta({ label: "For how long", unit: "days" }),
      })
      .optional()
      .meta({ label: "Storage", help: "Where you keep the digests yourself, and what keeps you from changing them." }),
    attestation: z
      .strictObject({ ...attestationFields, publicKey: didKey.optional(), signature: base64UrlOf(64).optional() })
      .optional()
      .meta({ label: "Verification", help: "Somebody recomputed the ledger over these blocks." }),
    overhead: overheadSchema.optional().meta({ label: "What this disclosure costs you", input: "overhead" }),
  })
  .superRefine((body, context) => {
    const complain = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    if (ACTS.every((act) => body[act] === undefined)) complain(["digest"], `Must say something: ${ACTS.join(", ")}.`);
    if (body.digest !== undefined && body.rows !== undefined) complain(["rows"], "One digest here or many in a part.");
    const key = keyFault(body.series.ledger, body.signedBy);
    if (key !== undefined) complain(["signedBy"], key);
    if (body.digest !== undefined && key === undefined) {
      const read = readLedgerDocument(body.digest, givenOf(body));
      if (!read.ok) complain(["digest"], read.error.detail);
    }
    if (body.idle !== undefined && body.idle.from >= body.idle.until)
      complain(["idle", "until"], "Must lie after from.");
    if (body.restore !== undefined && body.restore.before >= body.series.createdAt)
      complain(["restore", "before"], "The one that was restored from was created before this one.");
    if (body.attestation !== undefined) {
      const { firstBlock, lastBlock, publicKey, signature } = body.attestation;
      if (firstBlock > lastBlock) complain(["attestation", "lastBlock"], "Must not lie below firstBlock.");
      if ((publicKey === undefined) !== (signature === undefined))
        complain(["attestation", "signature"], "Who signs names the key, and the other way round.");
    }
  });
export type DatabaseLedgerDigestBody = z.infer<typeof databaseLedgerDigestBody>;

const ACTS = ["digest", "rows", "cadenceMinutes", "blockRows", "idle", "restore", "storage", "attestation"] as const;

function keyFault(ledger: SeriesKey["ledger"], signedBy: string | undefined): string | undefined {
  switch (ledger) {
    case "azure-sql":
      return signedBy === undefined ? undefined : "Digests of Azure SQL carry no signature.";
    case "immudb":
      return signedBy === undefined || base64Decode(signedBy)?.length === 65
        ? undefined
        : "Must be the base64 of the server's 65-byte public key.";
    case "tlog":
      return signedBy !== undefined && parseVkey(signedBy)?.type === "ed25519"
        ? undefined
        : "Must be the log's vkey (name+id+base64).";
  }
}

/** With what the documents of a statement are read. */
export function givenOf({ series, signedBy }: Pick<DatabaseLedgerDigestBody, "series" | "signedBy">) {
  return { series, ...(signedBy !== undefined && { signedBy }) };
}
