/**
 * The least that a Node server can do: the given bodies by path, with length and type; and below `/same-head` with all of
 * the head that the index sends. Told over IPC; says its port.
 */
import { createServer, type OutgoingHttpHeaders } from "node:http";

export type BareBody = {
  readonly path: string;
  readonly type: string;
  /** Base64. */
  readonly body: string;
  /** The index's own head, without what Node adds by itself. */
  readonly head: Readonly<Record<string, string | string[]>>;
};

/** Before the path of an answer with the index's own head. */
export const SAME_HEAD = "/same-head";

process.on("message", (bodies: readonly BareBody[]) => {
  const kept = new Map<string, { readonly head: OutgoingHttpHeaders; readonly body: Buffer }>(
    bodies.flatMap(({ path, type, body: text, head }) => {
      const body = Buffer.from(text, "base64");
      const own: OutgoingHttpHeaders = { ...head };
      return [
        [path, { head: { "Content-Type": type, "Content-Length": body.length }, body }],
        [`${SAME_HEAD}${path}`, { head: own, body }],
      ] as const;
    }),
  );
  const server = createServer((request, response) => {
    const found = kept.get(request.url ?? "");
    if (found === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, found.head);
    response.end(found.body);
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.send?.({ port: typeof address === "object" && address !== null ? address.port : 0 });
  });
});
process.once("disconnect", () => process.exit(0));
