import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { canonicalText } from "#lib/kernel/json.ts";
import { makeModel1 } from "#lib/reputation/make/make-model.ts";
import { AUTHORITY, SIGNERS, type SignerRole } from "#lib/statement/authority.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { KINDS } from "#lib/statement/kinds.ts";
import { charterPage } from "./docs/charter-page.ts";
import { disputesPage } from "./docs/disputes-page.ts";
import { examplesPage } from "./docs/examples-page.ts";
import { ledgerDigestsPage } from "./docs/ledger-digests-page.ts";

/**
 * Pages that are made from tables of the code: `node lib/cli/docs.ts` writes them, `npm run check` refuses stale ones.
 */

const root = resolve(import.meta.dirname, "../..");

/** Path from the repository root to the text that the page must have. */
export function generatedPages(): Map<string, string> {
  return new Map([
    ["docs/protocol/authority.md", authorityPage()],
    ["docs/protocol/disputes.md", disputesPage()],
    ["docs/protocol/examples.md", examplesPage()],
    ["docs/protocol/ledger-digests.md", ledgerDigestsPage()],
    ["docs/concepts/disputes.md", charterPage()],
    ["lib/reputation/model-1.json", canonicalText(makeModel1())],
    [`${TYPES_FOLDER}/all.ts`, disclosureList(readdirSync(join(root, TYPES_FOLDER)))],
    [`${TYPES_FOLDER}/words.ts`, disclosureWords()],
  ]);
}

const TYPES_FOLDER = "lib/statement/disclosures";
const NO_TYPES = new Set(["all.ts", "disclosure-type.ts", "envelope-fields.ts", "words.ts"]);

/** The list of the types that have a file: adding a type means adding one. */
function disclosureList(files: readonly string[]): string {
  const names = files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !NO_TYPES.has(file))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
  const typeOf = (name: string) => name.replaceAll("-", "_");
  const local = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const member = (name: string) => (typeOf(name) === local(name) ? name : `${typeOf(name)}: ${local(name)}`);
  const whole = `export const DISCLOSURES = { ${names.map(member).join(", ")} };`;
  const tall = `export const DISCLOSURES = {\n${names.map((name) => `  ${member(name)},\n`).join("")}};`;
  return `/** All disclosure types: written from the files of this folder by \`npm run check -- --fix\`. */
${names.map((name) => `import { disclosure as ${local(name)} } from "./${name}.ts";\n`).join("")}
${whole.length <= 120 ? whole : tall}

export type DisclosureName = keyof typeof DISCLOSURES;

export function isDisclosureName(text: string): text is DisclosureName {
  return Object.hasOwn(DISCLOSURES, text);
}
`;
}

function disclosureWords(): string {
  const rows = Object.entries(DISCLOSURES).map(
    ([name, { title, object }]) => `  ${name}: { title: "${title}", object: "${object}" },\n`,
  );
  return `/** The types in words, for pages that need no schema: written by \`npm run check -- --fix\`. */
import type { DisclosureName } from "./all.ts";

export const DISCLOSURE_WORDS: Record<DisclosureName, { title: string; object: string }> = {
${rows.join("")}};
`;
}

function authorityPage(): string {
  const signersOf = (roles: readonly SignerRole[]) => roles.map((role) => SIGNERS[role]).join("; or ");
  const authority = AUTHORITY.map(
    ({ kind, when, signers, subject }) => `| \`${kind}\` | ${when ?? ""} | ${signersOf(signers)} | ${subject} |`,
  );
  const kinds = Object.entries(KINDS).map(
    ([kind, { says, subject, slot }]) =>
      `| \`${kind}\` | ${says} | ${subject.words} | ${slot ?? "none: carries no `prev`"} |`,
  );
  return `# Which key may say what

This page is generated from \`lib/statement/authority.ts\` and \`lib/statement/kinds.ts\`: the same tables by which the fold decides.

Authority is decided at the entry's index, by the state before it. A statement that is well formed and well signed by a key
without authority is logged, shown, and void with the code [no-authority](../problems/no-authority.md) or, when the key would do but is not active,
[key-not-active](../problems/key-not-active.md). Whatever this table does not allow is refused.

## Authority

| kind | when | may be signed by | subject |
|---|---|---|---|
${authority.join("\n")}

## Kinds

Every other kind is refused as [unknown-kind](../problems/unknown-kind.md). Statements of one slot replace each other and are chained by \`prev\`.

| kind | what it says | subject | slot |
|---|---|---|---|
${kinds.join("\n")}

## Genesis

Entry 0 is \`index.genesis\`, signed by the index's statement key, whose did:key is the index's issuer for ever. It names the origin, the public keys of the index for
checkpoints, promises, answers, cosignatures and statements, the admins with their threshold, the policy and the fold version. The log key never rotates: if it is lost or stolen, a new
origin begins. The others, the admins and the threshold can be changed by \`index.key\`. Above a threshold
of 1 a change takes as many admins: one proposes it, the others \`cosign\` it within 7 days.
`;
}

/** Pages whose file is missing or says something else than the tables. */
export function stalePages(read: (path: string) => string | undefined): string[] {
  return [...generatedPages()].filter(([path, text]) => read(path) !== text).map(([path]) => path);
}

/** Writes them all, and says which. */
export function writeGeneratedPages(say: (path: string) => void = () => undefined): void {
  const list = join(root, TYPES_FOLDER, "all.ts");
  const before = readFileSync(list, "utf8");
  for (const [path, text] of generatedPages()) {
    writeFileSync(join(root, path), text);
    say(path);
  }
  // A type that came or went is known to the tables only when they are read anew.
  if (readFileSync(list, "utf8") !== before) spawnSync(process.execPath, [import.meta.filename], { stdio: "ignore" });
}

if (import.meta.main) writeGeneratedPages((path) => process.stdout.write(`wrote ${path}\n`));
