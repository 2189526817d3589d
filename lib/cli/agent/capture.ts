/** `touchstone agent capture`: one call of one's own to any provider, kept as a signed exchange or as a bundle. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Bundle, encodeBundle, keyAlone, newBundle } from "#lib/evidence/bundle/bundle.ts";
import { CLAIM_KIND_NAMES } from "#lib/evidence/bundle/claim-kinds.ts";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { exchangeHashOf } from "#lib/evidence/exchange-record.ts";
import { captureExchange } from "#lib/evidence/signing/capture-exchange.ts";
import { keyAmong, keyNamedIn, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { findingOf } from "#lib/kernel/checks.ts";
import { didKeyOf, isDidKey, publicKeyOfDid, thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { earlierOf, simulatedClock } from "../index-clock.ts";
import { printable, printFinding } from "../print-finding.ts";
import { tokenIdIn } from "../provider/tokens.ts";
import { RemoteIndex } from "../remote-index.ts";
import { AnswerKey } from "./answer-key.ts";
import { callProvider } from "./call.ts";
import { aboutProvider } from "./introduce.ts";
import { ownChecks, repeatsOwn } from "./judge.ts";
import { openCommitter } from "./open-committer.ts";
import { repeatedWords } from "./reported-words.ts";
import { newNonce, type Paid, Wallet } from "./wallet.ts";

const text = { type: "string" } as const;

export const CAPTURE_USAGE = `touchstone agent capture <address of a call> [--method <method>] [--body <file|->] [--type <media type>]
                 [--token <file> | --buy] [--kind <claim>] [--against <prv_… | did:key:…>] [--out <file>] [--url <index>]`;

/**
 * Exit: 0 when the answer is signed as the profile says, 1 when a check of it fails, 2 when nothing signed came back, or nothing whose
 * key anybody tells.
 * Errors: `UsageError`, `IncompleteError`.
 */
export async function capture(args: string[], io: Io): Promise<number> {
  const options = {
    method: text,
    body: text,
    type: text,
    token: text,
    buy: { type: "boolean" },
    kind: text,
    against: text,
    out: text,
    url: text,
  } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [address, more] = positionals;
  if (address === undefined || more !== undefined || !/^https?:/i.test(address) || !URL.canParse(address))
    throw new UsageError("Name the address of the call, such as https://shop.example/price.");
  const kind = CLAIM_KIND_NAMES.find((name) => name === values.kind);
  if (values.kind !== undefined && kind === undefined)
    throw new UsageError(`--kind is one of: ${CLAIM_KIND_NAMES.join(", ")}.`);
  const { against } = values;
  if (against !== undefined && parseProviderId(against) === undefined && !isDidKey(against))
    throw new UsageError("--against is a provider id (prv_…), or the did:key that signed.");

  const paid = await call(new URL(address), values, io);
  const captured = captureExchange(paid);
  if (!captured.ok)
    throw new IncompleteError(
      `The answer (${paid.response.status}) is not signed as it must be: ${captured.error.component}: ${captured.error.detail} (${captured.error.code})`,
    );
  const exchange = captured.value;
  const remote = values.url === undefined ? undefined : new RemoteIndex(values.url, io);
  const read = verifyResponse(exchange, keyAmong([]), rawVerify);
  const told = read.publicKey === undefined ? await keyTold(exchange, { against, remote, address }, io) : undefined;
  const found = told === undefined ? read : verifyResponse(exchange, keyAmong([told]), rawVerify);
  const clock = remote && (await simulatedClock(remote, io));
  const own = ownChecks(found, paid.nonce, clock);
  const finding = findingOf([...found.checks, ...own]);

  const time = values.url === undefined ? undefined : await fix(exchange, values.url, io);
  const signer = found.publicKey === undefined ? undefined : didKeyOf(found.publicKey);
  const accused = against ?? signer;
  const bundle =
    kind === undefined || accused === undefined
      ? undefined
      : newBundle({
          subject: { provider: accused },
          claim: { kind, params: {} },
          exchanges: [exchange],
          keys: signer === undefined ? [] : [keyAlone(signer)],
          time: time ?? [],
        });
  const hash = hexEncode(exchangeHashOf(exchange));
  const file = values.out ?? path.join("evidence", `${hash.slice(0, 16)}.${bundle ? "evidence" : "exchange"}.json`);
  const repeats = repeatsOwn({ exchange, asked: paid.request.fields }, Math.floor(earlierOf(clock) / SECOND_MS));
  // What could be used by whoever reads it is for nobody else on this machine either.
  await keep(file, bundle ?? exchange, repeats === undefined ? undefined : 0o600);
  if (repeats !== undefined && !io.json) io.err(printable(`Show ${file} to nobody yet: ${repeatedWords(repeats)}`));
  const says = `${file}: ${paid.response.status}, signed by ${signer ?? "a key that is not known here"}${time === undefined ? "" : ", its hash fixed in the log"}.`;
  printFinding(io, finding, says, {
    ...{ file, signer: signer ?? null, hash, fixed: time !== undefined, repeats: repeats ?? null },
  });
  if (signer === undefined) return EXIT.incomplete;
  return finding.ok ? EXIT.ok : EXIT.tampered;
}

type Tellers = {
  readonly against: string | undefined;
  readonly remote: RemoteIndex | undefined;
  readonly address: string;
};

/** The key that the answer names by its thumbprint, which fits one key alone, whoever tells it. Undefined: nobody does. */
async function keyTold(
  exchange: HttpExchange,
  { against = "", remote, address }: Tellers,
  io: Io,
): Promise<Uint8Array | undefined> {
  const thumbprint = keyNamedIn(exchange);
  if (thumbprint === undefined) return undefined;
  const tellers: (() => Promise<string | undefined>)[] = [
    async () => against,
    async () => (remote === undefined ? undefined : (await AnswerKey.of(remote, thumbprint))?.publicKey),
    async () => (await aboutProvider(new URL("/", address), io)).responder,
  ];
  for (const tell of tellers) {
    const told = await tell().catch((error: unknown) => {
      if (error instanceof IncompleteError && !io.signal.aborted) return undefined;
      throw error;
    });
    if (told !== undefined && thumbprintOfDid(told) === thumbprint) return publicKeyOfDid(told);
  }
  return undefined;
}

type CallOptions = { method?: string; body?: string; type?: string; token?: string; buy?: boolean };

async function call(address: URL, { method, body: file, type, token, buy }: CallOptions, io: Io): Promise<Paid> {
  const body = file === undefined ? undefined : file === "-" ? await io.readStdin() : await bytesOf(file);
  const wanted = {
    method: (method ?? (body === undefined ? "GET" : "POST")).toUpperCase(),
    target: address.pathname + address.search,
    ...(type === undefined ? {} : { contentType: type }),
    ...(body === undefined ? {} : { body }),
  };
  if (buy === true) return await new Wallet(address, io.signal).pay(wanted);
  const nonce = newNonce();
  const fields: [string, string][] = [["Prex-Request-Nonce", nonce]];
  if (token !== undefined) {
    const bearer = `Bearer ${new TextDecoder().decode(await bytesOf(token)).trim()}`;
    const id = tokenIdIn(bearer);
    if (id === undefined) throw new UsageError(`${token} holds no token.`);
    fields.push(["Authorization", bearer], ["Prex-Token-Id", id]);
  }
  return { ...(await callProvider(address, wanted, { fields, signal: io.signal })), nonce };
}

async function fix(exchange: HttpExchange, url: string, io: Io) {
  const committer = await openCommitter(url, io);
  committer.add(exchange);
  await committer.close();
  const place = await committer.placeOf(exchange);
  return place === undefined ? undefined : [place];
}

/** A file that stands there is somebody's evidence. `mode`: of the file; the usual one when there is none. */
async function keep(file: string, content: Bundle | HttpExchange, mode: number | undefined): Promise<void> {
  const bytes = "claim" in content ? encodeBundle(content) : canonicalBytes(content as unknown as JsonObject);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes, { flag: "wx", ...(mode === undefined ? {} : { mode }) }).catch((error: Error) => {
    throw new IncompleteError(`${file} cannot be written: ${error.message}`);
  });
}

async function bytesOf(file: string): Promise<Uint8Array> {
  return await readFile(file).catch((error: Error) => {
    throw new IncompleteError(`${file} cannot be read: ${error.message}`);
  });
}
