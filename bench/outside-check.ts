/** Lets the outside verifier check a log of 70,000 entries: three levels of tiles, partial on each of them. */
import { runOutsideSuite } from "#e2e/outside-check/run.ts";
import { Report } from "./support/report.ts";

const SIZES = [0, 1, 255, 256, 257, 65_536, 70_000];

const report = new Report(
  "outside-check",
  "Checked by a verifier that is not ours",
  `A program in Go, on sumdb/note and sumdb/tlog, reads logs that this code made, of ${SIZES.map((size) => size.toLocaleString("en")).join(", ")} entries; then one of 257 entries in which, file by file, a byte is changed or the file is taken away. It must accept the former and refuse each of the latter.`,
);
const { passed, failed, notRun } = await runOutsideSuite(SIZES);
for (const failure of failed) report.note(`- ${failure}`);
if (notRun === undefined)
  report.target("accepted and refused as it must be", `${passed} of ${passed + failed.length}`, failed.length === 0);
else report.note(`Not run: ${notRun}`);
report.write();
