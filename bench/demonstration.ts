/** The whole demonstration by `npm run up`, audited, and audited again with one byte changed: `npm run bench -- demonstration [flips]`. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { touchstone } from "../e2e/support/command.ts";
import { asOwnerOf } from "../e2e/support/owner-of.ts";
import { runUp, temporaryFolder } from "../e2e/support/run-index.ts";
import { until } from "../e2e/support/until.ts";
import { figure, Report } from "./support/report.ts";

const FLIPS = Number(process.argv[2] ?? 3);
const PORT = 28_900;
const folder = temporaryFolder();
const data = path.join(folder.path, "data");
const start = () => runUp(["--data", data, "--port", String(PORT)]);
const secondsSince = (startMs: number) => (performance.now() - startMs) / 1_000;

const report = new Report(
  "demonstration",
  "The demonstration, whole",
  "A new data folder (packages installed, pages built before), a later start, an audit of everything, and audits after one byte of one public part was changed in the database and changed back.",
);
let run = start();
try {
  let beganMs = performance.now();
  await run.said(/making the demonstration/);
  await until(
    "the page that says how far it is",
    async () => (await fetch(`http://127.0.0.1:${PORT}/`)).status === 503,
  );
  const pageSeconds = secondsSince(beganMs);
  const url = await run.ready;
  const readySeconds = secondsSince(beganMs);
  const seedSeconds = Number(/two years of the demonstration: ([\d.]+) s/.exec(run.output())?.[1]);
  const { seeded } = JSON.parse(readFileSync(path.join(data, "demo.json"), "utf8"));
  await run.stop();
  beganMs = performance.now();
  run = start();
  await run.ready;
  const againSeconds = secondsSince(beganMs);

  const cluster = /the database lies in (\S+):/.exec(run.output())?.[1] ?? path.join(data, "pg");
  const audit = async () => {
    const auditMs = performance.now();
    // A home of its own each time: everything is looked at again.
    const ran = await touchstone(path.join(folder.path, `home-${auditMs}`), "audit", url);
    return { ...ran, seconds: secondsSince(auditMs), findings: ran.out.match(/^FAIL.*$/gm) ?? [] };
  };
  const honest = await audit();
  const found: string[][] = [];
  for (let flip = 0; flip < FLIPS; flip += 1) {
    const part = `(SELECT commit FROM part WHERE visibility = 'public' ORDER BY commit OFFSET ${flip * 700 + 11} LIMIT 1)`;
    const change = (by: number) =>
      `UPDATE part SET bytes = set_byte(bytes, length(bytes) / 2, (get_byte(bytes, length(bytes) / 2) + ${by}) % 256) WHERE commit = ${part}`;
    await asOwnerOf(data, cluster, "ALTER TABLE part DISABLE TRIGGER USER", change(1));
    found.push((await audit()).findings);
    await asOwnerOf(data, cluster, change(255), "ALTER TABLE part ENABLE TRIGGER USER");
  }
  report.table(
    ["what", "figure"],
    [
      ["entries", figure(seeded.entries)],
      ["root", `\`${seeded.root}\``],
      ["page that says how far it is", `${figure(pageSeconds)} s`],
      ["two years", `${figure(seedSeconds)} s`],
      ["ready", `${figure(readySeconds)} s`],
      ["ready, later start", `${figure(againSeconds)} s`],
      ["audit", `${figure(honest.seconds)} s, ${honest.findings.length} findings`],
      ...found.map((findings, at): [string, string] => [
        `byte ${at + 1} changed`,
        findings.join("; ") || "nothing found",
      ]),
    ],
  );
  report.target("two years in 45 s", `${figure(seedSeconds)} s`, seedSeconds <= 45);
  report.target("later starts in 8 s", `${figure(againSeconds)} s`, againSeconds <= 8);
  report.target("an audit finds nothing", `${honest.findings.length} findings`, honest.code === 0);
  report.target(
    "one byte, exactly one finding",
    `${found.map(({ length }) => length).join(", ")}`,
    found.every(({ length }) => length === 1),
  );
} finally {
  await run.stop();
  folder.remove();
}
report.write();
