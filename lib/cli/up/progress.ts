/** What `up` says on the terminal: one line a step, with the seconds since it began. */

export type Say = (line: string) => void;

export function startProgress(write: (text: string) => void = (text) => process.stdout.write(text)): Say {
  const startedMs = performance.now();
  return (line) => {
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1).padStart(6);
    write(`${seconds} s  ${line}\n`);
  };
}
