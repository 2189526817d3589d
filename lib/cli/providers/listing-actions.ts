/** `touchstone providers register|update|claim`: what is listed under which name, where, and by which proof. */

import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { parseDid, providerIdOfKey, type StatementHash } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import { nameProofSchema, providerClaimBody, providerRegisterBody, providerUpdateBody } from "#lib/statement/bodies.ts";
import { pointerOf } from "#lib/statement/schema-refusal.ts";
import { IncompleteError, type Io, UsageError } from "../command.ts";
import { type Action, nameWarnings, type Options, readProvider, sign } from "./provider-options.ts";

export const LISTING_ACTIONS: Readonly<Record<string, Action>> = {
  async register(acting, _, options, io) {
    const proof = await proofIn(options.proof, io);
    const body = checked(providerRegisterBody, {
      ...listingOf(options, undefined),
      ...(proof === undefined ? {} : { proofs: [proof] }),
    });
    const warns = await nameWarnings(acting, String(body.name));
    const says = `${body.name} is listed${proof === undefined ? "; its name is unproven" : ", with a proven name"}.`;
    await sign(acting, { kind: "provider.register", subject: "new", prev: null, body }, { says, warns }, options, io);
  },

  async update(acting, argument, options, io) {
    const before = await readProvider(acting, argument);
    const proof = await proofIn(options.proof, io);
    const body = checked(providerUpdateBody, {
      ...listingOf(options, null),
      ...(proof === undefined ? {} : { proofs: [proof] }),
    });
    const warns = typeof body.name === "string" ? await nameWarnings(acting, body.name, before.id) : [];
    const act = { kind: "provider.update", subject: before.id, prev: before.slots.provider, body } as const;
    await sign(
      acting,
      act,
      { says: `${before.id} is changed. Offers of it that were open are void.`, warns },
      options,
      io,
    );
  },

  async claim(acting, argument, options, io) {
    const providerKey = parseDid(argument);
    if (providerKey === undefined) throw new UsageError("Name the provider by its own key, a did:key.");
    const subject = providerIdOfKey(providerKey);
    if ((await acting.remote.find(`api/v1/providers/${subject}`)) !== undefined)
      throw new IncompleteError(
        `${subject}, the provider of this key, is claimed already. Only its operator hands it over.`,
      );
    const proof = await proofIn(options.proof, io);
    if (proof === undefined)
      throw new UsageError(
        `--proof is what "touchstone prove --provider ${subject} --operator ${acting.account.did}" prints with that key.`,
      );
    if (proof.publicKey !== providerKey) throw new UsageError("The proof is by another key than the provider's.");
    const body = checked(providerClaimBody, {
      ...listingOf(options, undefined),
      providerKey,
      proof: proof.signature,
    });
    const warns = await nameWarnings(acting, String(body.name), subject);
    const says = `${subject} is yours, for good: the provider of this key, with all that was said of it.`;
    await sign(
      acting,
      { kind: "provider.claim", subject, prev: null as StatementHash | null, body },
      { says, warns },
      options,
      io,
    );
  },
};

/** `none` stands for `nothing`: null takes a place away, undefined leaves it out. */
function listingOf(options: Options, nothing: null | undefined): JsonObject {
  const { kind, name, observe } = options;
  if (observe !== undefined && observe !== "yes" && observe !== "no") throw new UsageError("--observe is yes or no.");
  const placeOf = (text: string | undefined) => (text === "none" ? nothing : text);
  const wanted = {
    kind,
    name: name === undefined ? undefined : normalForm(name, "NFC").trim(),
    domain: placeOf(options.domain),
    address: placeOf(options.address),
    keyDirectory: placeOf(options["key-directory"]),
    observe: observe === undefined ? undefined : observe === "yes",
  };
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
  );
}

function checked(schema: z.ZodType, body: JsonObject): JsonObject {
  const { error } = schema.safeParse(body);
  if (error === undefined) return body;
  const lines = error.issues.map(({ path, message }) => `  ${pointerOf(path) || "/"}  ${message}`);
  throw new UsageError(`Nothing was signed.\n${lines.join("\n")}`);
}

async function proofIn(file: string | undefined, io: Io): Promise<z.infer<typeof nameProofSchema> | undefined> {
  if (file === undefined) return undefined;
  try {
    const bytes = file === "-" ? await io.readStdin() : await readFile(file);
    const { publicKey, signature } = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    return nameProofSchema.parse({ publicKey, signature });
  } catch {
    throw new UsageError(`${file === "-" ? "Standard input" : file} holds no line that "touchstone prove" printed.`);
  }
}
