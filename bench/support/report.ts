/**
 * What a benchmark prints and keeps: the machine, the figures, and whether each target is met. Writes
 * docs/measurements/<name>.md, so that a figure and the run it comes from are one file.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, getPriority, loadavg, totalmem } from "node:os";
import path from "node:path";

const FOLDER = "docs/measurements";

/** Smallest, middle and largest of repeated measurements: the spread is the machine's noise. */
export type Spread = { readonly min: number; readonly median: number; readonly max: number };

export function spreadOf(values: readonly number[]): Spread {
  return { min: quantile(values, 0), median: quantile(values, 0.5), max: quantile(values, 1) };
}

/** The value that a share of the values does not exceed (nearest rank). Throws for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
  if (found === undefined) throw new RangeError("There are no values.");
  return found;
}

/** About three significant digits, thousands separated. Whole numbers stay whole. */
export function figure(value: number): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

export function formatSpread({ min, median, max }: Spread, unit = ""): string {
  return `${figure(median)}${unit} (${figure(min)} to ${figure(max)})`;
}

export class Report {
  readonly #name: string;
  readonly #lines: string[] = [];
  readonly #targets: string[] = [];
  readonly #loadBefore = loadavg()[0] ?? 0;
  readonly #startedMs = performance.now();
  #missed = 0;

  /** `says`: what was measured and how, in a sentence or two. */
  constructor(name: string, title: string, says: string) {
    this.#name = name;
    this.#say(`# ${title}`, "", says, "");
  }

  /** A paragraph. */
  note(text: string): void {
    this.#say(text, "");
  }

  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    this.#say(line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line), "");
  }

  /** One target: what it asks, what was measured, whether that is enough. */
  target(asks: string, measured: string, isMet: boolean): void {
    if (!isMet) this.#missed += 1;
    this.#targets.push(`| ${asks} | ${measured} | ${isMet ? "met" : "**missed**"} |`);
  }

  /** Prints what is left and writes the page. A missed target is printed, and is the exit code 1. */
  write(): void {
    if (this.#targets.length > 0) {
      this.#say("## Targets", "", "| asked | measured | |", "| --- | --- | --- |", ...this.#targets, "");
    }
    this.#say("## Machine", "", ...this.#machine());
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path.join(FOLDER, `${this.#name}.md`), `${this.#lines.join("\n")}\n`);
    if (this.#missed > 0) process.exitCode = 1;
  }

  #machine(): string[] {
    const [cpu] = cpus();
    const seconds = Math.round((performance.now() - this.#startedMs) / 1000);
    return [
      `- ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC, commit ${commit()}`,
      `- ${cpus().length} cores (${cpu?.model.trim() || "unnamed"}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
      `- load average of the machine when it began: ${this.#loadBefore.toFixed(1)}, when it ended: ${(loadavg()[0] ?? 0).toFixed(1)}; scheduling priority ${getPriority()}; the run took ${seconds} s`,
      `- \`npm run bench -- ${this.#name}\``,
    ];
  }

  #say(...lines: readonly string[]): void {
    for (const line of lines) console.log(line);
    this.#lines.push(...lines);
  }
}

function commit(): string {
  const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
  try {
    const changed = git("status", "--porcelain", "--untracked-files=no", "--", "lib", "app", "bench", "prisma") !== "";
    return `${git("rev-parse", "--short=10", "HEAD")}${changed ? ", with changes" : ""}`;
  } catch {
    return "unknown";
  }
}
