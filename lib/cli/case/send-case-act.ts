/** Signs one statement about a case, with its files, and says what became of it. */
import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { extname } from "node:path";
import type { JsonObject } from "#lib/kernel/json.ts";
import { composeStatement, signStatement } from "#lib/statement/compose.ts";
import { KINDS, type Kind } from "#lib/statement/kinds.ts";
import { commitOf, PARTS_MAX_BYTES, type Part } from "#lib/statement/submission.ts";
import { IncompleteError, type Io, UsageError } from "../command.ts";
import { printable } from "../print-finding.ts";
import { sendStatement } from "../send-statement.ts";
import type { CaseActor } from "./case-signer.ts";

export type CaseFileIn = { readonly mediaType: string; readonly part: Part };

const TYPES: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".txt": "text/plain",
  ".log": "text/plain",
  ".csv": "text/csv",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".jpg": "image/jpeg",
};

/** Errors: `UsageError` for what is not there, or too large; nothing that is too large is read. */
export function readCaseFiles(paths: readonly string[]): CaseFileIn[] {
  let left = PARTS_MAX_BYTES;
  return paths.map((path) => {
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    if (size === undefined) throw new UsageError(`There is no file ${path}.`);
    left -= size;
    if (left < 0)
      throw new UsageError(
        `The files of one statement have at most ${PARTS_MAX_BYTES} bytes together; ${path} has ${size}.`,
      );
    const mediaType = TYPES[extname(path).toLowerCase()] ?? "application/octet-stream";
    return { mediaType, part: { bytes: new Uint8Array(readFileSync(path)), nonce: randomBytes(32) } };
  });
}

export type CaseActPlan = { readonly kind: Kind; readonly body: JsonObject; readonly files?: readonly CaseFileIn[] };

/** Errors: `UsageError` for what the schema refuses; `RefusedError`, `IncompleteError` as the index answers. */
export async function sendCaseAct(
  { remote, log, key, issuer, onBehalfOf, signsAt }: CaseActor,
  id: string,
  { kind, body, files = [] }: CaseActPlan,
  says: string,
  io: Io,
): Promise<void> {
  const parsed = KINDS[kind].body.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`${issue?.path.join(".") ?? "body"}: ${issue?.message ?? "not of the form"}`);
  }
  const parts = files.map(({ part, mediaType }) => ({
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType,
    visibility: "public" as const,
  }));
  const unsigned = composeStatement(
    { kind, log, issuer, key: key.thumbprint, subject: id, body, onBehalfOf, ...(parts.length === 0 ? {} : { parts }) },
    signsAt(await remote.now()),
    (count) => randomBytes(count),
  );
  const sent = await sendStatement(
    remote,
    signStatement(unsigned, key.seed),
    io,
    files.map(({ part }) => part),
  );
  if ("kept" in sent) {
    const words = `Promised, not yet logged: ${says} The promise is kept in ${sent.kept.path}.`;
    return io.out(io.json ? JSON.stringify({ case: id, kind, promise: sent.kept.path }) : words);
  }
  if (sent.voidCode !== undefined)
    throw new IncompleteError(`Entry ${sent.index} is void (${sent.voidCode}): it changes nothing in the case.`);
  io.out(io.json ? JSON.stringify({ case: id, kind, index: sent.index }) : printable(`Entry ${sent.index}: ${says}`));
}
