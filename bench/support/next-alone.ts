/** Next as the whole server: every request goes through its route handlers. Environment as of the web process. */
import { createServer } from "node:http";
import { parseEnv, WebEnv } from "#lib/server/env.ts";
import { startPages } from "#lib/server/http/pages.ts";

const env = parseEnv(WebEnv);
const pages = await startPages({
  dev: false,
  port: env.TOUCHSTONE_PORT,
  authSecret: env.AUTH_SECRET,
  webOrigin: env.TOUCHSTONE_WEB_ORIGIN,
});
const server = createServer((request, response) => void pages.handle(request, response));
server.listen(env.TOUCHSTONE_PORT, "127.0.0.1", () => process.send?.({ event: "ready", port: env.TOUCHSTONE_PORT }));
process.once("disconnect", () => process.exit(0));
