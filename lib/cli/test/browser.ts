/** Makes sure that there is a browser for the journeys: Playwright's own, the system's, else one is installed. */
import { spawnSync } from "node:child_process";
import { type Browser, findBrowser } from "../browser.ts";
import { CliError } from "../cli-error.ts";

type Attempt = { readonly what: string; readonly command: readonly [string, ...string[]] };

function has(command: string): boolean {
  return spawnSync("/bin/sh", ["-c", `command -v ${command}`], { stdio: "ignore" }).status === 0;
}

/** Ways to get a browser, the gentlest first. */
function attempts(): Attempt[] {
  const isRoot = process.getuid?.() === 0;
  const canSudo = !isRoot && has("sudo") && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;
  // Debian's browser without windows takes a fifth less of the processor; other distributions have the whole one only.
  const packaged =
    "export DEBIAN_FRONTEND=noninteractive; apt-get update -qq && { apt-get install -y -qq chromium-headless-shell || apt-get install -y -qq chromium; }";
  const list: Attempt[] = [];
  if (has("apt-get") && (isRoot || canSudo)) {
    list.push({
      what: "apt-get install chromium",
      command: isRoot ? ["/bin/sh", "-c", packaged] : ["sudo", "-n", "/bin/sh", "-c", packaged],
    });
  }
  list.push({
    what: "playwright install chromium",
    command: [process.execPath, "node_modules/@playwright/test/cli.js", "install", "chromium"],
  });
  return list;
}

/** Errors: CliError with what was tried and what to do. */
export async function ensureBrowser(say: (line: string) => void): Promise<Browser> {
  const found = await findBrowser();
  if (found) return found;
  const tried: string[] = [];
  for (const { what, command } of attempts()) {
    say(`no browser yet: ${what}`);
    const [program, ...args] = command;
    const ran = spawnSync(program, args, {
      encoding: "utf8",
      env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "" },
    });
    const made = ran.status === 0 ? await findBrowser() : undefined;
    if (made) return made;
    tried.push(`${what}: ${(ran.stderr || ran.stdout || String(ran.error)).trim().split("\n").at(-1)}`);
  }
  throw new CliError(
    [
      "There is no Chromium and none could be installed.",
      ...tried,
      "As root: apt-get install chromium. Then run npm test again.",
    ].join("\n"),
  );
}
