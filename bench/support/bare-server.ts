/** The least that a Node server can do: the given bodies by path, with length and type. Told over IPC; says its port. */
import { createServer } from "node:http";

export type BareBody = { readonly path: string; readonly type: string; readonly body: string /* base64 */ };

process.on("message", (bodies: readonly BareBody[]) => {
  const kept = new Map(bodies.map(({ path, type, body }) => [path, { type, body: Buffer.from(body, "base64") }]));
  const server = createServer((request, response) => {
    const found = kept.get(request.url ?? "");
    if (found === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": found.type, "Content-Length": found.body.length });
    response.end(found.body);
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.send?.({ port: typeof address === "object" && address !== null ? address.port : 0 });
  });
});
process.once("disconnect", () => process.exit(0));
