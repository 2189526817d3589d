/** `touchstone provider`: list, change, claim, hand over and link providers, and sign what others offer. */
import { parseArgs } from "node:util";
import { LINK_RELATIONS } from "#lib/statement/bodies.ts";
import { ACTING_OPTIONS, openActing } from "../acting-key.ts";
import { type Command, EXIT, UsageError } from "../command.ts";
import { HANDOVER_ACTIONS } from "../provider/handover-actions.ts";
import { LISTING_ACTIONS } from "../provider/listing-actions.ts";
import { OPTIONS } from "../provider/provider-options.ts";

const ACTIONS = { ...LISTING_ACTIONS, ...HANDOVER_ACTIONS };

export const provider: Command = {
  summary: "list, change, claim, hand over and link providers",
  usage: `touchstone provider register --kind instance|service --name <name> [<place>] [--proof <file|->]
       touchstone provider update <prv_…>   [--name <name>] [<place>] [--proof <file|->]
       touchstone provider claim <did:key…> --proof <file|-> --kind instance|service --name <name> [<place>]
       touchstone provider transfer <prv_…> --to <did:key…>
       touchstone provider withdraw <prv_…>              takes its open offers back
       touchstone provider offers                        what waits for signatures: yours, and the others'
       touchstone provider accept <statement hash>       signs a handover or a link that is offered to you
       touchstone provider link <prv_…> --other <prv_…> --relation ${LINK_RELATIONS.join("|")}
       touchstone provider unlink <prv_…> --other <prv_…> --relation <relation>
<place>: --domain <domain> --address <https://…> --key-directory <https://…> --observe yes|no; "none" takes one away.
All take --key <account key>; --dry-run says what follows and what would be signed, and signs nothing.
A proof is the line that "touchstone prove" prints. Also: --account <did:key…>, --url <index>`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...ACTING_OPTIONS, ...OPTIONS },
    });
    const [name = "offers", argument = ""] = positionals;
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined) throw new UsageError(`There is no "provider ${name}".`);
    await action(await openActing(values, io), argument, values, io);
    return EXIT.ok;
  },
};
