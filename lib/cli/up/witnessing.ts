/**
 * The witnesses of an index: the operator's policy, kept in the data folder, or demonstration witnesses that run beside
 * the log. Processes are told by a file which policy holds.
 */
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { hexEncode } from "#lib/kernel/base.ts";
import type { Random } from "#lib/kernel/clock.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import { formatWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import { freePort } from "#lib/platform/node-ports.ts";
import { CliError } from "../cli-error.ts";
import { type DataFolder, writeDurably } from "../data-folder.ts";
import { type Founded, loadKey } from "./founding.ts";
import type { UpOptions } from "./options.ts";
import { readWitnessPolicy } from "./read-witness-policy.ts";

/** A witness for demonstrations: it is no witness of anything, since whoever runs the log runs it too. */
export type DemoWitness = {
  readonly policyFile: string;
  /** In the policy: w1, w2, … */
  readonly name: string;
  readonly keyName: string;
  readonly keyFile: string;
  readonly store: string;
  readonly port: number;
};

export type Witnessing = {
  /** The policy that holds; undefined: no witnesses. */
  readonly policyFile: string | undefined;
  readonly demos: readonly DemoWitness[];
};

const NO_WITNESSES: Witnessing = { policyFile: undefined, demos: [] };

/** Writes the policy that this start asks for, or finds the one of an earlier start. Errors: CliError. */
export async function prepareWitnesses(
  folder: DataFolder,
  founded: Pick<Founded, "origin" | "keys">,
  options: Pick<UpOptions, "witnessPolicy" | "demoWitnesses">,
  random: Random,
): Promise<Witnessing> {
  const logVkey = formatVkey({ name: founded.origin, type: "ed25519", publicKey: founded.keys.log.publicKey });
  if (options.witnessPolicy !== undefined) {
    writeDurably(folder.witnessPolicy, aboutThisLog(options.witnessPolicy, logVkey), 0o644);
  }
  const isGiven = existsSync(folder.witnessPolicy);
  if (options.demoWitnesses > 0 && isGiven) {
    throw new CliError(
      `The index in ${folder.root} has a witness policy (${folder.witnessPolicy}): leave out --demo-witnesses.`,
    );
  }
  // Somebody may have edited it since; processes would say so less well.
  if (isGiven) aboutThisLog(readWitnessPolicy(folder.witnessPolicy, "The index's witness policy"), logVkey);
  if (isGiven) return { policyFile: folder.witnessPolicy, demos: [] };
  if (options.demoWitnesses === 0) return NO_WITNESSES;
  return await makeDemos(folder, logVkey, options.demoWitnesses, random);
}

/** The policy's text with this log's own line. A policy of other logs only is a mistake, and says nothing about ours. */
function aboutThisLog({ text, policy }: NonNullable<UpOptions["witnessPolicy"]>, logVkey: string): string {
  if (policy.logs.length === 0) return `log ${logVkey}\n${text}`;
  if (policy.logs.some(({ vkey }) => vkey === logVkey)) return text;
  throw new CliError(`The witness policy names other logs than this one. Its line is: log ${logVkey}`);
}

async function makeDemos(folder: DataFolder, logVkey: string, count: number, random: Random): Promise<Witnessing> {
  const demos: (DemoWitness & { readonly vkey: string })[] = [];
  const policyFile = path.join(folder.witnesses, "policy.txt");
  for (let number = 1; number <= count; number += 1) {
    const name = `w${number}`;
    const own = path.join(folder.witnesses, name);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    const keyFile = path.join(own, "key.json");
    const { publicKey } = loadKey(keyFile, "witness", random);
    const keyName = `${name}.demo.invalid/${hexEncode(publicKey.subarray(0, 4))}`;
    const vkey = formatVkey({ name: keyName, type: "cosignature/v1", publicKey });
    const store = path.join(own, "heads");
    demos.push({ name, keyName, keyFile, policyFile, store, port: await freePort(), vkey });
  }
  writeDurably(policyFile, demoPolicy(logVkey, demos), 0o644);
  return { policyFile, demos };
}

/** Where a demonstration witness serves. */
export function witnessUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

function demoPolicy(logVkey: string, demos: readonly (DemoWitness & { readonly vkey: string })[]): string {
  const policy: WitnessPolicy = {
    logs: [{ vkey: logVkey }],
    witnesses: demos.map(({ name, vkey, port }) => ({ name, vkey, url: witnessUrl(port) })),
    groups: [
      {
        name: "demonstration",
        threshold: Math.floor(demos.length / 2) + 1,
        members: demos.map(({ name }) => name),
      },
    ],
    quorum: "demonstration",
  };
  return `# Demonstration: these witnesses run on the machine of the log itself. They count as 0 independent witnesses.\n${formatWitnessPolicy(policy)}`;
}
