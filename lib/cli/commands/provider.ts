/** `touchstone provider`: a real service that keeps a definition, sells its calls by tokens and signs every answer; or lies. */
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { processClock } from "#lib/platform/node-clock.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { type Command, EXIT, type Io, UsageError } from "../command.ts";
import { readSource } from "../definition/read-source.ts";
import { simulatedClock } from "../index-clock.ts";
import { openKey } from "../key-ring.ts";
import { hasRoomForCharge, readCallPrice } from "../provider/charges.ts";
import { LIES } from "../provider/lies.ts";
import { providerServer } from "../provider/serve.ts";
import { serviceOf } from "../provider/services.ts";
import { RemoteIndex } from "../remote-index.ts";

const text = { type: "string" } as const;

export const provider: Command = {
  summary: "a real service for trying things out: it keeps a definition, sells calls by tokens and signs every answer",
  usage: `touchstone provider --definition <definition.json> [--key <label>] [--port <port>] [--free] [--url <index>] [--price <"0.40 EUR" for 1,000 calls>]
                    [--lie <part of answers, or kind>] [--lie-kind ${LIES.join(" | ")}]
Without --key it signs with a new key that ends with it. It listens on this machine only. --free: a call needs no token.
With --url it dates its answers by that index's clock, which in a demonstration is its own and stands still (in its environment: TOUCHSTONE_CLOCK).
wrong: another result, signed. two-answers: another result to who asks the same again. unsigned: no signature.
charge: more than its price. bait, echo, whisper: another result with what looks like a token, with the token that paid, or with its signature in hex. With --price each answer that is a JSON object carries its signed charge, for one "call" of the
service that is named as the definition is; a definition with an output must ignore "/prex-charge".`,
  async run(args, io) {
    const free = { type: "boolean" } as const;
    const options = {
      definition: text,
      key: text,
      port: text,
      free,
      price: text,
      url: text,
      lie: text,
      "lie-kind": text,
    };
    const { values } = parseArgs({ args, options });
    if (values.definition === undefined) throw new UsageError("--definition names the file of the definition.");
    const alone = LIES.find((name) => name === values.lie);
    const rate = alone === undefined ? Number(values.lie ?? "0") : 1;
    if (!(rate >= 0 && rate <= 1))
      throw new UsageError(`--lie is a part of all answers, from 0 to 1, or one of: ${LIES.join(", ")}.`);
    const kind = LIES.find((name) => name === (values["lie-kind"] ?? alone ?? "wrong"));
    if (kind === undefined) throw new UsageError(`--lie-kind is one of: ${LIES.join(", ")}.`);
    const port = Number(values.port ?? "0");
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError("--port is a number up to 65535.");
    if (kind === "charge" && rate > 0 && values.price === undefined)
      throw new UsageError("To charge more than its price it needs one: --price.");
    const source = await readSource(values.definition);
    const price = values.price === undefined ? undefined : readCallPrice(values.price, source.body.name);
    if (values.price !== undefined && price === undefined)
      throw new UsageError(
        '--price is a number with at most six digits after the point and a currency, such as "0.40 EUR".',
      );
    if (price !== undefined && !hasRoomForCharge(source.body.definition))
      throw new UsageError(
        'With its charge an answer would be wrong by this definition: let its output ignore "/prex-charge".',
      );
    const responder = values.key === undefined ? identityOfSeed(randomBytes(32)) : await openKey(io.env, values.key);
    const there = values.url === undefined ? undefined : await simulatedClock(new RemoteIndex(values.url, io), io);
    const lies = rate === 0 ? {} : { lies: { rate, kind, dice: Math.random } };
    const server = providerServer({
      source,
      service: await serviceOf(source),
      responder,
      instance: identityOfSeed(randomBytes(32)),
      isFree: values.free === true,
      clock: there ?? processClock(io.env.TOUCHSTONE_CLOCK),
      ...(price === undefined ? {} : { price }),
      ...lies,
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    io.out(
      io.json
        ? JSON.stringify({ url, responder: responder.did })
        : `${source.body.name}: ${url}, signed by ${responder.did}`,
    );
    if (price !== undefined && !io.json)
      io.out(`It charges ${values.price} for 1,000 of "call" of the service "${price.service}".`);
    if (rate > 0 && !io.json) io.out(`It lies (${kind}) in ${rate * 100} % of its answers.`);
    await untilEnded(io);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    return EXIT.ok;
  },
};

function untilEnded({ signal }: Io): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
