/**
 * Runs `touchstone` commands that a shell sends over a socket, one process for all of them, in the folder in which it was started.
 * Its parent hears the port, and sends "end" when those that stay shall end, as Ctrl-C would end them.
 */
import { type AddressInfo, createServer, type Socket } from "node:net";
import { heardIo } from "#lib/cli/testing/heard-io.ts";
import { runTouchstone } from "#lib/cli/touchstone.ts";
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";

type Request = { readonly stays: boolean; readonly args: readonly string[]; readonly input: string };

let staying: { readonly stop: AbortController; readonly ended: Promise<unknown> }[] = [];

/** A line that says whether it stays, the number of arguments, the arguments, and base64 of standard input. */
async function readRequest(socket: Socket): Promise<Request> {
  let text = "";
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += (chunk as Buffer).toString("utf8");
    const [stays, count, ...rest] = text.split("\n");
    const wanted = Number(count);
    if (count !== undefined && count !== "" && rest.length > wanted + 1)
      return { stays: stays === "yes", args: rest.slice(0, wanted), input: rest[wanted] ?? "" };
  }
  throw new Error(`The shell said only: ${text}`);
}

async function serve(socket: Socket): Promise<void> {
  const { stays, args, input } = await readRequest(socket);
  const stop = new AbortController();
  const { io, said } = heardIo(process.env.TOUCHSTONE_HOME, {
    ...{ json: args.includes("--json"), signal: stop.signal, env: process.env },
  });
  const answer = (code: number) =>
    void socket.end(`${code}\n${base64Encode(utf8Encode(said.out))}\n${base64Encode(utf8Encode(said.err))}\n`);
  const given = args.filter((arg) => arg !== "--json");
  const heard = { ...io, readStdin: async () => base64Decode(input) ?? new Uint8Array() };
  if (!stays) return answer(await runTouchstone(given, heard));
  await new Promise<void>((resolve) => {
    const told = (say: (line: string) => void) => (line: string) => {
      say(line);
      resolve();
    };
    const ended = runTouchstone(given, { ...heard, out: told(io.out), err: told(io.err) }).finally(resolve);
    staying.push({ stop, ended });
  });
  answer(0);
}

/** What no command catches is a fault of ours: it is said as it would be by a process, and the next command is served. */
const server = createServer((socket) =>
  serve(socket).catch((error: Error) => socket.end(`70\n\n${base64Encode(utf8Encode(`${error.stack}\n`))}\n`)),
);
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on("message", async () => {
  for (const { stop } of staying) stop.abort();
  await Promise.all(staying.map(({ ended }) => ended));
  staying = [];
  process.send?.({ ended: true });
});
process.on("disconnect", () => process.exit());
