/** For tests: a mail server on a loopback address, as much of SMTP (RFC 5321) as a client needs. */
import { type AddressInfo, createServer, type Socket } from "node:net";

export type TestMail = { readonly to: string; readonly text: string; readonly raw: string };

export type TestSmtp = {
  readonly url: string;
  readonly came: TestMail[];
  /** By address: what `RCPT TO` is answered with. */
  readonly refuses: Map<string, string>;
  close(): Promise<void>;
};

export async function startSmtp(): Promise<TestSmtp> {
  const [came, refuses, sockets]: [TestMail[], Map<string, string>, Set<Socket>] = [[], new Map(), new Set()];
  const server = createServer((socket) => {
    sockets.add(socket.on("close", () => sockets.delete(socket)).on("error", () => undefined));
    let [waiting, to, data]: [string, string, string | undefined] = ["", "", undefined];
    const say = (line: string) => socket.write(`${line}\r\n`);
    const hear = (line: string) => {
      if (data !== undefined) {
        if (line !== ".") {
          data += `${line.replace(/^\./, "")}\n`;
          return;
        }
        came.push({ to, raw: data, text: readable(data) });
        data = undefined;
        say("250 taken");
        return;
      }
      to = /^RCPT TO:<(.+)>/i.exec(line)?.[1] ?? to;
      if (/^DATA/i.test(line)) data = "";
      if (/^RCPT/i.test(line)) say(refuses.get(to) ?? "250 yes");
      else say(/^DATA/i.test(line) ? "354 go on" : /^QUIT/i.test(line) ? "221 bye" : "250 yes");
    };
    socket.setEncoding("latin1").on("data", (chunk) => {
      const lines = `${waiting}${chunk}`.split("\r\n");
      waiting = lines.pop() ?? "";
      for (const line of lines) hear(line);
    });
    say("220 test");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, came, refuses, close };
}

/** Subject and words, without the folding of quoted-printable. */
function readable(data: string): string {
  const [head = "", ...body] = data.split("\n\n");
  const subject = /^Subject: ((?:.*\n[ \t])*.*)$/m.exec(head)?.[1]?.replace(/\n[ \t]/g, " ") ?? "";
  const plain = body.join("\n\n").replace(/=\n/g, "");
  const words = plain.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return `${subject}\n\n${words}`;
}
