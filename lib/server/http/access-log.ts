/** Structured logs of the web process: one line per answer, with nothing in it that a reader could abuse. */
import { type Logger, pino } from "pino";
import { processLog } from "../process-log.ts";

/** Longest path or agent text that a log line carries. */
const MAX_LOGGED_CHARS = 512;

/**
 * Text of a stranger, safe to show in a terminal and in a log viewer: control, format (bidirectional overrides among them),
 * surrogate and line-separator characters become \u{…}. Total.
 */
export function escapeForLog(text: string): string {
  const cut = text.length > MAX_LOGGED_CHARS ? `${text.slice(0, MAX_LOGGED_CHARS)}…` : text;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Query values and headers never enter a line: set-up tokens, cookies and signatures stay out by construction. */
export type AccessLine = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
};

export function makeLogger(level: string): Logger {
  return processLog({ level, base: { process: "web" }, timestamp: pino.stdTimeFunctions.isoTime }, 1);
}

/**
 * Answers above 499 are errors, refusals and changes are information; plain reads are debug, since at 10,000 a second
 * their lines would be the slowest part of the answer.
 */
export function logAnswer(logger: Logger, line: AccessLine): void {
  const level = line.status >= 500 ? "error" : line.status >= 400 || line.method !== "GET" ? "info" : "debug";
  if (!logger.isLevelEnabled(level)) return;
  logger[level]({ ...line, method: escapeForLog(line.method), path: escapeForLog(line.path) }, "answered");
}
