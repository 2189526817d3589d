/** Prometheus metrics of this web process. Labels are few and fixed: no path, no address, no identity. */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Ctx } from "../services/context.ts";

const holder: typeof globalThis & { __touchstoneMetrics?: Metrics } = globalThis;

type Metrics = {
  readonly registry: Registry;
  readonly answers: Histogram<"kind" | "method" | "status">;
  readonly size: Gauge<"stage">;
  readonly waiting: Gauge;
};

function metrics(): Metrics {
  holder.__touchstoneMetrics ??= makeMetrics();
  return holder.__touchstoneMetrics;
}

function makeMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    answers: new Histogram({
      name: "touchstone_http_answer_seconds",
      help: "Time to answer a request, by kind of route, method and status class.",
      labelNames: ["kind", "method", "status"],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 1, 2, 5, 30],
      registers: [registry],
    }),
    size: new Gauge({
      name: "touchstone_log_size_entries",
      help: "Entries of the log: written, published, projected.",
      labelNames: ["stage"],
      registers: [registry],
    }),
    waiting: new Gauge({
      name: "touchstone_submissions_waiting",
      help: "Clients of this process that wait for inclusion.",
      registers: [registry],
    }),
  };
}

/** Records one answer. */
export function countAnswer(answer: { path: string; method: string; status: number; ms: number; fast: boolean }): void {
  const kind = !answer.fast ? "page" : answer.path.startsWith("/log/") ? "log" : "api";
  const method = METHODS.has(answer.method) ? answer.method : "other";
  const status = `${Math.floor(answer.status / 100)}xx`;
  metrics().answers.observe({ kind, method, status }, answer.ms / 1000);
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "DELETE"]);

export async function readMetrics(ctx: Ctx): Promise<{ text: string; type: string }> {
  const { registry, size, waiting } = metrics();
  const known = await ctx.follower.know().catch(() => undefined);
  if (known !== undefined) {
    size.set({ stage: "written" }, known.head.size);
    size.set({ stage: "published" }, known.head.publishedSize);
    size.set({ stage: "projected" }, known.projectedSize);
  }
  waiting.set(ctx.waiter.size);
  return { text: await registry.metrics(), type: registry.contentType };
}
