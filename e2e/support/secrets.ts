/** Everything that leaves a page, and a search in it for a secret in any spelling. */
import type { Page } from "@playwright/test";

/** Addresses, headers and bodies of every request, and frames of every socket, as they are sent. */
export function listen(page: Page): Buffer[] {
  const sent: Buffer[] = [];
  page.on("request", (request) => {
    sent.push(Buffer.from(request.url()), Buffer.from(JSON.stringify(request.headers())));
    const body = request.postDataBuffer();
    if (body !== null) sent.push(body);
  });
  page.on("websocket", (socket) => {
    sent.push(Buffer.from(socket.url()));
    socket.on("framesent", ({ payload }) => sent.push(Buffer.from(payload)));
  });
  return sent;
}

/** A secret as it could be spelled in a request, URL-encoded spellings included. */
function spellings(secret: Buffer): Buffer[] {
  const texts = [secret.toString("hex"), secret.toString("hex").toUpperCase(), secret.toString("base64url")];
  const base64 = secret.toString("base64").replace(/=+$/, "");
  texts.push(base64, encodeURIComponent(base64), JSON.stringify([...secret]).slice(1, -1));
  return [secret, ...texts.map((text) => Buffer.from(text))];
}

/** Where a secret stands in what was sent: empty when nowhere. */
export function leaksOf(sent: readonly Buffer[], secret: Buffer): string[] {
  const forms = spellings(secret);
  return sent
    .filter((bytes) => forms.some((form) => bytes.includes(form)))
    .map((bytes) => bytes.toString("latin1").slice(0, 200));
}
