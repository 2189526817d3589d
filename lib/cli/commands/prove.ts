/**
 * `touchstone prove`: a provider's own key (its token issuer) signs who may register it, as one line of JSON to paste
 * into the registration, or into an update of a registered provider. Runs on the provider's machine without network; the key stays there.
 */
import { parseArgs } from "node:util";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { parseDid, parseOrigin, parseProviderId } from "#lib/kernel/ids.ts";
import { nameProofBytes } from "#lib/statement/possession-proof.ts";
import { type Command, EXIT, UsageError } from "../command.ts";
import { openKey } from "../key-ring.ts";

export const prove: Command = {
  summary: "prove a provider's name with its own key",
  usage: "touchstone prove --log <origin> --operator <did:key> --key <label or key file> [--provider <prv_…>]",
  async run(args, io) {
    const text = { type: "string" } as const;
    const { values } = parseArgs({ args, options: { log: text, operator: text, key: text, provider: text } });
    const log = parseOrigin(values.log ?? "");
    const operator = parseDid(values.operator ?? "");
    if (log === undefined) throw new UsageError("--log is the index's origin, such as index.example/log.");
    if (operator === undefined)
      throw new UsageError("--operator is the did:key of the operator who registers the provider.");
    const provider = values.provider === undefined ? "new" : parseProviderId(values.provider);
    if (provider === undefined)
      throw new UsageError("--provider is the id of a provider that is registered already; leave it out before.");
    if (values.key === undefined) throw new UsageError("--key names the provider's own key: a label or a key file.");
    const own = await openKey(io.env, values.key);
    const signature = signEd25519(own.seed, nameProofBytes({ log, operator, provider }));
    io.out(JSON.stringify({ publicKey: own.did, signature: base64UrlEncode(signature) }));
    return EXIT.ok;
  },
};
