/** For tests: a name server over UDP that answers A and TXT questions from a table, and says of all else that it is not there. */
import { createSocket } from "node:dgram";
import { readFileSync } from "node:fs";

const TYPES = { A: 1, TXT: 16 } as const;

export type TestDns = {
  /** As a resolver takes it. */
  readonly server: string;
  readonly addresses: Map<string, string[]>;
  readonly texts: Map<string, string[]>;
  /** Whether it answers at all. */
  isSilent: boolean;
  close(): Promise<void>;
};

/** Names to addresses and texts, as JSON: read anew at each question, so that another process can change it. */
export type ZoneFile = { readonly addresses: Record<string, string[]>; readonly texts: Record<string, string[]> };

/** `zone`: a {@link ZoneFile} beside the maps. */
export async function startDns(zone?: string): Promise<TestDns> {
  const socket = createSocket("udp4");
  const addresses = new Map<string, string[]>();
  const texts = new Map<string, string[]>();
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", () => resolve()));
  const dns: TestDns = {
    server: `127.0.0.1:${socket.address().port}`,
    addresses,
    texts,
    isSilent: false,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  socket.on("message", (question, from) => {
    if (dns.isSilent) return;
    const { name, type, end } = questionOf(question);
    if (zone !== undefined) {
      const file: ZoneFile = JSON.parse(readFileSync(zone, "utf8"));
      for (const [key, list] of Object.entries(file.addresses)) addresses.set(key, list);
      for (const [key, list] of Object.entries(file.texts)) texts.set(key, list);
    }
    const records =
      type === TYPES.A
        ? (addresses.get(name) ?? []).map((address) => Buffer.from(address.split(".").map(Number)))
        : type === TYPES.TXT
          ? (texts.get(name) ?? []).map(textRecord)
          : [];
    const isKnown = addresses.has(name) || texts.has(name);
    const header = Buffer.alloc(12);
    question.copy(header, 0, 0, 2);
    // A response, recursion available; NXDOMAIN for a name that is not in the table.
    header.writeUInt16BE(isKnown ? 0x8180 : 0x8183, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    socket.send(
      Buffer.concat([header, question.subarray(12, end), ...records.map((data) => answer(type, data))]),
      from.port,
      from.address,
    );
  });
  return dns;
}

/** The first question: labels from byte 12 on, then type and class. */
function questionOf(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

/** A record of the question's name (a pointer to byte 12), class IN, without life. */
function answer(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

/** In pieces of at most 255 bytes. */
function textRecord(text: string): Buffer {
  const pieces = text.match(/.{1,200}/gs) ?? [""];
  return Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.of(piece.length), Buffer.from(piece, "latin1")])));
}
