// Prints every check of a file. Run: node example.mjs <file> [log vkey]
import { readFileSync } from "node:fs";
import { verifyFile } from "touchstone-log";

const [file, logVkey] = process.argv.slice(2);
const { verdict, sentence, checks, exitCode } = verifyFile(new Uint8Array(readFileSync(file)), { logVkey });
for (const { name, outcome, reason = "" } of checks) console.log(`${outcome.padEnd(12)} ${name} ${reason}`);
console.log(`${verdict}: ${sentence}`);
process.exitCode = exitCode;
