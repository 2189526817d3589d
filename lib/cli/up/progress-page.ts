/**
 * What a browser sees while a demonstration is made: one small page on the port that the site will have, which says how far it
 * is and opens the site when that answers. It knows nothing of the log and holds no key.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { DemoWorld } from "#lib/contract/demonstration.ts";

type World = Pick<DemoWorld, "seed" | "start" | "now">;

/** What is being done now, and beside it, in words; entries and the world's time while it is seeded. */
export type MadeSoFar = {
  readonly stage: string;
  readonly beside: string;
  readonly entries: number;
  readonly at: string | undefined;
};

export type ProgressPage = { readonly say: (change: Partial<MadeSoFar>) => void; readonly close: () => Promise<void> };

const SCRIPT = `
const find = (id) => document.getElementById(id);
const look = async () => {
  let answer;
  try { answer = await fetch("/making.json", { cache: "no-store" }); } catch { find("stage").textContent = "Opening the site"; return; }
  if (!answer.ok) return location.replace("/");
  const made = await answer.json();
  find("stage").textContent = made.stage;
  find("beside").textContent = made.beside;
  find("entries").textContent = made.entries.toLocaleString("en");
  find("at").textContent = made.day;
  find("bar").value = made.share;
  find("seconds").textContent = made.seconds;
};
setInterval(look, 500);
`;

const STYLE = `
:root { color-scheme: light dark; --surface: #fff; --ink: #14181f; --muted: #515b69; --divider: #d8dde4; --link: #0b57a8; }
@media (prefers-color-scheme: dark) { :root { --surface: #0e1218; --ink: #eef1f5; --muted: #a9b3c1; --divider: #2b333f; --link: #7db8f5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--surface); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 1.5625rem; line-height: 1.25; margin: 0 0 .75rem; }
p { margin: 0 0 1rem; }
progress { display: block; width: 100%; height: .75rem; margin: 1.5rem 0 .5rem; accent-color: var(--link); }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1.25rem; margin: 1rem 0 1.5rem; padding: 1rem 0; border-block: 1px solid var(--divider); }
dt { color: var(--muted); }
dd { margin: 0; font-variant-numeric: tabular-nums; }
.muted { color: var(--muted); font-size: .875rem; }
`;

/** Listens on the loopback. Rejects when the port is taken. */
export async function openProgressPage(port: number, world: World): Promise<ProgressPage> {
  const startedMs = performance.now();
  let made: MadeSoFar = { stage: "Starting", beside: "", entries: 0, at: undefined };
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const server = createServer((request, response) => {
    if (!hosts.has(request.headers.host ?? "")) return send(response, 421, "text/plain", "Misdirected.\n");
    if (request.url === "/making.json") return send(response, 200, "application/json", JSON.stringify(said()));
    return sendPage(request, response);
  });
  const said = () => ({
    ...{ stage: made.stage, beside: made.beside, entries: made.entries },
    ...{ day: dayOf(made.at ?? world.start), share: shareOf(made.at, world) },
    seconds: Math.round((performance.now() - startedMs) / 1000),
  });
  const sendPage = (request: IncomingMessage, response: ServerResponse) => {
    // Not the answer that was asked for: whoever is no browser comes again.
    response.setHeader("retry-after", "2");
    const isRead = request.method === "GET" || request.method === "HEAD";
    send(response, isRead ? 503 : 405, "text/html", pageOf(world, said()));
  };
  await listen(server, port);
  return {
    say: (change) => {
      made = { ...made, ...change };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; connect-src 'self'; script-src ${hash(SCRIPT)}; style-src ${hash(STYLE)}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}

/** 0 to 1, by the world's own time. */
function shareOf(at: string | undefined, { start, now }: World): number {
  if (at === undefined) return 0;
  return (Date.parse(at) - Date.parse(start)) / (Date.parse(now) - Date.parse(start));
}

/** As the bar of every page says it. */
function dayOf(time: string): string {
  return time.slice(0, 10);
}

type Said = { stage: string; beside: string; entries: number; day: string; share: number; seconds: number };

function pageOf(world: World, { stage, beside, entries, day, share, seconds }: Said): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Making the demonstration · Touchstone</title><style>${STYLE}</style>
<noscript><meta http-equiv="refresh" content="3"></noscript></head>
<body><main>
<h1>An invented market is being written into a real log</h1>
<p>Touchstone shows how far providers of prepaid services can be trusted. So that there is something to look at, this
computer now plays two years of a market that does not exist: every provider, report and ruling is invented, and every
statement is really signed, logged and checked.</p>
<progress id="bar" max="1" value="${share}" aria-label="Share of the two years"></progress>
<p><strong id="stage" role="status">${stage}</strong><br><span id="beside" class="muted">${beside}</span></p>
<dl>
<dt>It has reached</dt><dd id="at">${day}</dd>
<dt>It ends on</dt><dd>${dayOf(world.now)}</dd>
<dt>Statements logged</dt><dd id="entries">${entries.toLocaleString("en")}</dd>
<dt>Seconds so far</dt><dd id="seconds">${seconds}</dd>
</dl>
<p>This happens once, and takes about two minutes; the site opens here by itself.</p>
<p class="muted">The keys of everybody in this market follow from the word “${world.seed}” and are public, so whoever does this
again gets the same log, byte for byte. Its watchers run on this computer, too, and count as 0 independent ones.</p>
</main><script>${SCRIPT}</script></body></html>
`;
}
