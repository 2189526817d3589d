/** `touchstone agent`: a client that pays, verifies every signature, re-runs some answers and keeps evidence of lies. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { hexEncode } from "#lib/kernel/base.ts";
import { isDidKey } from "#lib/kernel/did-key.ts";
import { ReplayHost } from "#lib/platform/node-replay-host.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { type Outcome, runAgent } from "../agent/agent.ts";
import { workOf } from "../agent/work.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { readSource } from "../definition/read-source.ts";

const text = { type: "string" } as const;

export const agent: Command = {
  summary:
    "call a provider as an agent does: pay, verify every signature, run some answers again, keep evidence of lies",
  usage: `touchstone agent --provider <url> --definition <definition.json> [--calls <n>] [--audit <part of answers>] [--out <folder>]
It calls what the definition's own tests ask, 20 times unless told otherwise, and runs a tenth of the answers again.`,
  async run(args, io) {
    const { values } = parseArgs({
      args,
      options: { provider: text, definition: text, calls: text, audit: text, out: text },
    });
    if (values.provider === undefined || !URL.canParse(values.provider))
      throw new UsageError("--provider is the address of the service.");
    if (values.definition === undefined) throw new UsageError("--definition names the file of the definition.");
    const calls = Number(values.calls ?? "20");
    if (!Number.isInteger(calls) || calls < 1) throw new UsageError("--calls is a whole number from 1.");
    const auditRate = Number(values.audit ?? "0.1");
    if (!(auditRate >= 0 && auditRate <= 1)) throw new UsageError("--audit is a part of all answers, from 0 to 1.");
    const source = await readSource(values.definition);
    const provider = new URL(values.provider);
    const definition = hexEncode(definitionHash(source.body.definition));
    const responder = await introduce(provider, definition, io);
    const hosts = { local: new ReplayHost("liftoff"), second: new ReplayHost("turbofan") };
    const work = workOf(source.body.definition);
    try {
      const plan = {
        provider,
        responder,
        source,
        definition,
        work,
        calls,
        auditRate,
        dice: Math.random,
        hosts,
        signal: io.signal,
      };
      return await report(runAgent(plan), { out: values.out ?? "evidence", io });
    } finally {
      await Promise.all([hosts.local.close(), hosts.second.close()]);
    }
  },
};

const aboutSchema = z.object({ definition: z.string(), responder: z.string().refine(isDidKey), name: z.string() });

/** Who the provider says that it is. A definition other than the one asked for is somebody else's promise. */
async function introduce(provider: URL, definition: string, { signal }: Io) {
  const answer = await fetch(provider, { signal, redirect: "error" }).catch((error: Error) => {
    throw new IncompleteError(`${provider.href}: ${error.message}`);
  });
  const about = aboutSchema.safeParse(await answer.json().catch(() => undefined));
  if (!about.success) throw new IncompleteError(`${provider.href} does not say who it is.`);
  if (about.data.definition !== definition)
    throw new IncompleteError("The provider promises another definition than this file holds.");
  return about.data.responder;
}

async function report(outcomes: AsyncGenerator<Outcome>, { out, io }: { out: string; io: Io }): Promise<number> {
  const counts: Record<Outcome["kind"], number> = {
    trusted: 0,
    verified: 0,
    unanswered: 0,
    unsigned: 0,
    inconclusive: 0,
    wrong: 0,
  };
  const files: string[] = [];
  let calls = 0;
  for await (const outcome of outcomes) {
    calls++;
    counts[outcome.kind]++;
    if (outcome.kind !== "wrong") continue;
    const fault = outcome.finding.fault?.id ?? `${calls}`;
    const file = path.join(out, `${fault.slice(0, 16)}.evidence.json`);
    await mkdir(out, { recursive: true });
    await writeFile(file, outcome.bundle);
    files.push(file);
    if (!io.json) io.err(`wrong answer: ${file}`);
  }
  if (io.json) io.out(JSON.stringify({ calls, ...counts, files }));
  else {
    io.out(
      `${calls} calls: ${counts.trusted} trusted, ${counts.verified} run again and right, ${counts.wrong} wrong, ${counts.unsigned} unsigned, ${counts.inconclusive} open, ${counts.unanswered} unanswered.`,
    );
    if (files.length > 0) io.out(`Check one with: touchstone evidence check ${files[0]} --url <index>`);
  }
  return counts.wrong > 0 ? EXIT.tampered : EXIT.ok;
}
