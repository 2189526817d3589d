/** For tests: a Prex-like instance over TLS, with everything that an index looks at. */
import { startHttps, type TestHttps } from "#lib/server/fetch/test-https.ts";

export type PaymentMethod = { readonly coin: string; readonly environment: string; readonly address: string };

export type TestInstance = TestHttps & {
  /** Whether it answers pings. */
  isUp: boolean;
  /** Undefined: it has no list of them. */
  methods: PaymentMethod[] | undefined;
  /** What else is served, by path. */
  readonly files: Map<string, string>;
};

export async function startInstance(): Promise<TestInstance> {
  const files = new Map<string, string>();
  const instance: Pick<TestInstance, "isUp" | "methods"> = { isUp: true, methods: [] };
  const server = await startHttps(({ url = "" }, response) => {
    const text = url.endsWith("/v1/ping")
      ? instance.isUp && '{"pong":"pong"}'
      : url.endsWith("/v1/payment-methods") && instance.methods !== undefined
        ? JSON.stringify(instance.methods)
        : files.get(url);
    if (typeof text === "string") response.writeHead(200, { "Content-Type": "application/json" }).end(text);
    else response.writeHead(404).end();
  });
  const { port, asked, connections, close } = server;
  return Object.assign(instance, { port, asked, connections, close, files });
}
