/** What a process says, one line of JSON each, to one of its standard streams. */
import { type Logger, type LoggerOptions, pino } from "pino";

/** Kept for a stream that takes nothing now; what is said beyond it is lost. */
const KEPT_BYTES = 1024 * 1024;

/**
 * `fd`: 1 or 2, which the supervisor leads into a file. A disk that is full takes no line, and must not take the process
 * with it: reading goes on (design: I14). Total after its start: never throws.
 */
export function processLog(options: LoggerOptions, fd: 1 | 2): Logger {
  // What is written in the background is flushed at the end, again and again while the disk is full: nothing would end.
  const stream = pino.destination({ dest: fd, sync: true, minLength: 0, maxLength: KEPT_BYTES });
  stream.on("error", () => undefined);
  return pino(options, stream);
}
