/** The bare server of bare-server.ts as a process, and rates of reading from it and from an index. */
import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import type { HttpClient } from "../../e2e/support/http.ts";
import type { BareBody } from "./bare-server.ts";
import { type LoadProcess, portOf, requestText } from "./load-process.ts";
import { quantile } from "./report.ts";

/** What an index answers at these paths, for the bare server to answer, too. Throws for any status but 200. */
export async function bareBodies(client: HttpClient, url: string, paths: readonly string[]): Promise<BareBody[]> {
  const bodies: BareBody[] = [];
  for (const at of paths) {
    const { status, headers, body } = await client.get(`${url}${at}`);
    if (status !== 200) throw new Error(`${at} answers ${status}.`);
    const { date: _date, connection: _connection, "keep-alive": _keepAlive, ...given } = headers;
    const head = Object.fromEntries(
      Object.entries(given).flatMap(([name, of]) => (of === undefined ? [] : [[name, of]])),
    );
    bodies.push({ path: at, type: String(headers["content-type"]), body: body.toString("base64"), head });
  }
  return bodies;
}

export async function startBare(bodies: readonly BareBody[]): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(path.join(import.meta.dirname, "bare-server.ts"), { execArgv: [] });
  child.send(bodies);
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", ({ port: chosen }: { port: number }) => resolve(chosen));
    child.once("exit", () => reject(new Error("The bare server ended.")));
  });
  return { child, url: `http://127.0.0.1:${port}` };
}

export type Load = { readonly connections: number; readonly seconds: number };

/** Answers, how many a second, and the 99th percentile of their time in ms. `own`: header lines. Throws for any answer but 200. */
export async function readFor(
  load: LoadProcess,
  url: string,
  paths: readonly string[],
  { connections, seconds }: Load,
  own: readonly string[] = [],
): Promise<{ answers: number; rate: number; p99: number }> {
  const requests = paths.map((at) => requestText("GET", `${url}${at}`, undefined, own));
  const measured = await load.run({ port: portOf(url), connections, requests, seconds });
  if (measured.statuses["200"] !== measured.answers)
    throw new Error(`${url}${paths[0]} answered ${JSON.stringify(measured.statuses)}.`);
  const { answers } = measured;
  return { answers, rate: answers / measured.seconds, p99: quantile(measured.latencyMs, 0.99) };
}
