/** `touchstone providers`: list, change, claim, hand over and link providers, and sign what others offer. */
import { parseArgs } from "node:util";
import { LINK_RELATIONS } from "#lib/statement/bodies.ts";
import { ACTING_OPTIONS, openActing } from "../acting-key.ts";
import { type Command, EXIT, UsageError } from "../command.ts";
import { HANDOVER_ACTIONS } from "../providers/handover-actions.ts";
import { LISTING_ACTIONS } from "../providers/listing-actions.ts";
import { OPTIONS } from "../providers/provider-options.ts";

const ACTIONS = { ...LISTING_ACTIONS, ...HANDOVER_ACTIONS };

export const providers: Command = {
  summary: "list, change, claim, hand over and link providers",
  usage: `touchstone providers register --kind instance|service --name <name> [<place>] [--proof <file|->]
       touchstone providers update <prv_…>   [--name <name>] [<place>] [--proof <file|->]
       touchstone providers claim <did:key…> --proof <file|-> --kind instance|service --name <name> [<place>]
       touchstone providers transfer <prv_…> --to <did:key…>
       touchstone providers withdraw <prv_…>              takes its open offers back
       touchstone providers offers                        what waits for signatures: yours, and the others'
       touchstone providers accept <statement hash>       signs a handover or a link that is offered to you
       touchstone providers link <prv_…> --other <prv_…> --relation ${LINK_RELATIONS.join("|")}
       touchstone providers unlink <prv_…> --other <prv_…> --relation <relation>
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
    if (action === undefined) throw new UsageError(`There is no "providers ${name}".`);
    await action(await openActing(values, io), argument, values, io);
    return EXIT.ok;
  },
};
