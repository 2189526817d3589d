/** Next's handler for everything that is not a fast route. */
import type { Handler } from "./web-server.ts";

export type PagesOptions = {
  readonly dev: boolean;
  readonly port: number;
  readonly authSecret: string;
  readonly webOrigin: string;
};

export type Pages = { readonly handle: Handler; readonly close: () => Promise<void> };

/** Loads the build (or the development compiler). Errors: no build where one is needed. */
export async function startPages(options: PagesOptions): Promise<Pages> {
  // Next and next-auth read these while they load, so they come first and Next is loaded after.
  const settings = {
    NODE_ENV: options.dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXTAUTH_URL: options.webOrigin,
    NEXTAUTH_SECRET: options.authSecret,
  };
  Object.assign(process.env, settings);
  const { default: next } = await import("next");
  // The development server talks only to pages of the host it knows: without it the WebSocket of 127.0.0.1 is refused.
  const { hostname } = new URL(options.webOrigin);
  const app = next({ dev: options.dev, hostname, port: options.port, quiet: !options.dev });
  await app.prepare();
  const handle = app.getRequestHandler();
  return { handle: (request, response) => handle(request, response), close: () => app.close() };
}
