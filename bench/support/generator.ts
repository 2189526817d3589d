/**
 * The load generator, a process of its own: keeps connections busy with one request each, as fast as they are answered.
 * Plain sockets and the least parsing that HTTP/1.1 allows, so that what is measured is the server. No pipelining.
 *
 * Told over IPC what to send ({@link Job}), it answers with {@link Measured}.
 */
import { connect, type Socket } from "node:net";

export type Job = {
  readonly port: number;
  readonly connections: number;
  /** Requests as text, sent in turn. POST bodies are part of the text. */
  readonly requests: readonly string[];
  /** Stops after this long, … */
  readonly seconds?: number;
  /** … or when each request was sent once. */
  readonly once?: boolean;
};

export type Measured = {
  readonly seconds: number;
  readonly answers: number;
  /** Status → how often. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly bodyBytes: number;
  readonly latencyMs: readonly number[];
};

/** More samples than this are thinned: every n-th is kept. */
const KEPT_LATENCIES = 100_000;
const HEAD_END = Buffer.from("\r\n\r\n");

type OnAnswer = (status: string, bodyBytes: number, ms: number) => void;

class Connection {
  readonly #next: () => Buffer | undefined;
  readonly #onAnswer: OnAnswer;
  readonly #socket: Socket;
  #held: Buffer = Buffer.alloc(0);
  #sentMs = 0;
  readonly done: Promise<void>;

  constructor(port: number, next: () => Buffer | undefined, onAnswer: OnAnswer) {
    this.#next = next;
    this.#onAnswer = onAnswer;
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.done = new Promise((resolve, reject) => {
      this.#socket.once("close", () => resolve());
      this.#socket.once("error", reject);
    });
    this.#socket.once("connect", () => this.#send());
    this.#socket.on("data", (chunk) => this.#receive(chunk));
  }

  #send(): void {
    const request = this.#next();
    if (request === undefined) {
      this.#socket.end();
      return;
    }
    this.#sentMs = performance.now();
    this.#socket.write(request);
  }

  #receive(chunk: Buffer): void {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const headEnd = this.#held.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const head = this.#held.toString("latin1", 0, headEnd);
    const bodyAt = headEnd + HEAD_END.length;
    const length = lengthOf(head, this.#held, bodyAt);
    if (length === undefined || this.#held.length < bodyAt + length.wire) return;
    this.#onAnswer(head.slice(9, 12), length.body, performance.now() - this.#sentMs);
    this.#held = Buffer.alloc(0);
    this.#send();
  }
}

/** Length of a whole body; undefined while a chunked one is not whole. */
function lengthOf(head: string, held: Buffer, bodyAt: number): { wire: number; body: number } | undefined {
  const named = /\r\ncontent-length: (\d+)/i.exec(head);
  if (named) return { wire: Number(named[1]), body: Number(named[1]) };
  let at = bodyAt;
  let body = 0;
  for (;;) {
    const lineEnd = held.indexOf("\r\n", at, "latin1");
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(held.toString("latin1", at, lineEnd), 16);
    at = lineEnd + 2 + size + 2;
    body += size;
    if (size === 0) return at <= held.length ? { wire: at - bodyAt, body } : undefined;
    if (at > held.length) return undefined;
  }
}

async function run({ port, connections, requests, seconds, once }: Job): Promise<Measured> {
  const buffers = requests.map((text) => Buffer.from(text));
  const startedMs = performance.now();
  const endMs = seconds === undefined ? Number.POSITIVE_INFINITY : startedMs + seconds * 1000;
  let sent = 0;
  const next = (): Buffer | undefined => {
    if (performance.now() >= endMs || (once === true && sent >= buffers.length)) return undefined;
    sent += 1;
    return buffers[(sent - 1) % buffers.length];
  };
  const statuses: Record<string, number> = {};
  const latencyMs: number[] = [];
  let answers = 0;
  let bodyBytes = 0;
  let every = 1;
  const onAnswer = (status: string, bytes: number, ms: number): void => {
    answers += 1;
    bodyBytes += bytes;
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (answers % every !== 0) return;
    latencyMs.push(ms);
    if (latencyMs.length < KEPT_LATENCIES) return;
    every *= 2;
    for (let at = 0; at < KEPT_LATENCIES / 2; at += 1) latencyMs[at] = latencyMs[at * 2] ?? 0;
    latencyMs.length = KEPT_LATENCIES / 2;
  };
  const open = Array.from({ length: connections }, () => new Connection(port, next, onAnswer));
  await Promise.all(open.map(({ done }) => done));
  return { seconds: (performance.now() - startedMs) / 1000, answers, statuses, bodyBytes, latencyMs };
}

process.on("message", (job: Job) => {
  void run(job).then(
    (measured) => process.send?.(measured),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once("disconnect", () => process.exit(0));
