/** `npm run up`: everything of one index, under one supervisor, until Ctrl-C. */
import { CliError, errorText } from "../cli-error.ts";
import { parseUpOptions, UP_HELP } from "./options.ts";
import { startProgress } from "./progress.ts";
import { Stopped, Supervisor } from "./supervisor.ts";

/** One Ctrl-C may arrive twice, from the terminal and from the process that started us; a second one comes later. */
const ONE_KEYSTROKE_MS = 1_000;

async function up(args: readonly string[]): Promise<number> {
  const options = parseUpOptions(args);
  if (options === "help") {
    process.stdout.write(UP_HELP);
    return 0;
  }
  const say = startProgress();
  const supervisor = new Supervisor(options, say);
  const stopped = new Promise<void>((resolve) => {
    let askedMs: number | undefined;
    const onSignal = (): void => {
      if (askedMs === undefined) {
        askedMs = performance.now();
        say("stopping");
      } else if (performance.now() - askedMs > ONE_KEYSTROKE_MS) supervisor.kill();
      void supervisor.stop().then(resolve);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
    // Whoever started us over IPC is gone (bootstrap, a test): nobody could stop us any more.
    if (process.channel) process.on("disconnect", onSignal);
  });
  process.on("SIGUSR2", () => void supervisor.restart());
  try {
    const { url, setUp } = await supervisor.start();
    if (setUp) process.stdout.write(`set-up link ${url}/setup#${setUp.token}\n`);
    process.stdout.write(`ready ${url}\n`);
    await stopped;
    say("stopped");
    return 0;
  } catch (error) {
    await supervisor.stop();
    if (error instanceof Stopped) return 130;
    throw error;
  }
}

// What is said into a file on a full disk is lost; everything that runs below must not be lost with it.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

try {
  process.exit(await up(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exit(error instanceof CliError ? error.exitCode : 1);
}
