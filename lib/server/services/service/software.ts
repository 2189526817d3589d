import { readFileSync } from "node:fs";

function packageVersion(): string {
  const text = readFileSync(`${process.cwd()}/package.json`, "utf8");
  const parsed: { version?: string } = JSON.parse(text);
  return parsed.version ?? "0.0.0";
}

/** Version of this copy; the commit is set by whoever builds it, "unknown" in a plain checkout. */
export const SOFTWARE = { version: packageVersion(), commit: process.env.TOUCHSTONE_COMMIT ?? "unknown" };
