/** One bit in every byte of a bundle of each kind of claim: `npm run bench -- flips [share of the bytes] [seed]`. */
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { flipBundles } from "./support/flip-bundles.ts";
import { figure, Report } from "./support/report.ts";

const share = Number(process.argv[2] ?? 1);
const seed = Number(process.argv[3] ?? 1);

const report = new Report(
  "flips",
  "A changed bit in each byte of a bundle",
  `${share === 1 ? "Every byte" : `${figure(share * 100)} % of the bytes`} of one bundle of each kind of claim, each with one bit changed (seed ${seed}). The check that is about the byte must notice it; the checks before it keep their result, those behind keep it or have nothing left to ask; outside what was signed the fault keeps its name; no change proves another fault.`,
);
const results = await flipBundles({ share, seed, raw: rawVerify });
report.table(
  ["kind of claim", "bytes", "flips", "noticed by", "decide nothing", "broken promises"],
  results.map(({ kind, bytes, flips, noticedBy: { none = 0, ...noticedBy }, failures }) => [
    kind,
    figure(bytes),
    figure(flips),
    Object.entries(noticedBy)
      .map(([name, count]) => `${name} ${figure(count)}`)
      .join(", "),
    figure(none),
    String(failures.length),
  ]),
);
const failures = results.flatMap((result) => result.failures);
for (const failure of failures.slice(0, 20)) report.note(`- ${failure}`);
report.target("exactly the right check", `${failures.length} exceptions`, failures.length === 0);
report.write();
