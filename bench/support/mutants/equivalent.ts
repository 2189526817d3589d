/** Mutants that were read and change nothing that anybody could see, each with its reason. */
export type Equivalent = {
  readonly file: string;
  /** The line's text, without the spaces around it. */
  readonly line: string;
  /** As `npm run bench -- mutants` prints it. */
  readonly change: string;
  readonly because: string;
};

export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: "lib/kernel/ed25519.ts",
    line: "for (let i = 31; i >= 0; i--) {",
    change: "31 → 32",
    because: "Behind the last byte both are nothing, which is equal.",
  },
  {
    file: "lib/kernel/bytes.ts",
    line: "const BLOCK_BYTES = 65_536;",
    change: "65_536 → 65537",
    because: "How much is taken at once; what is joined stays the same.",
  },
  {
    file: "lib/kernel/utf8.ts",
    line: "const bytes = new Uint8Array(text.length * 3);",
    change: "3 → 4",
    because: "Room that is not needed, and cut off.",
  },
  {
    file: "lib/kernel/key-memory.ts",
    line: "return ((key[12] ?? 0) << 24) | ((key[13] ?? 0) << 16) | ((key[14] ?? 0) << 8) | (key[15] ?? 0);",
    change: "8 → 9",
    because: "Keys are spread over places in another way.",
  },
  {
    file: "lib/kernel/json.ts",
    line: "walk.keysLeft -= 1;",
    change: "1 → 2",
    because: "The quick way gives up earlier, and the thorough one decides.",
  },
  {
    file: "lib/log/trie.ts",
    line: 'if (fork === -1 || down[fork]?.side !== "right" || up[fork]?.side !== "left") return false;',
    change: "1 → 2",
    because: "Without a fork there is no step at it, and that is refused too.",
  },
  {
    file: "lib/log/tree.ts",
    line: "while (!isOdd(node) && node !== 0n) {",
    change: "0n → 1n",
    because: "One is odd and ends the loop; zero does not come here while there is a last node.",
  },
  {
    file: "lib/log/vkey.ts",
    line: "if (read === undefined || vkey.length > LONGEST_REMEMBERED) return read;",
    change: "|| → &&",
    because: "What is remembered is what would be read again.",
  },
  {
    file: "lib/log/drawing.ts",
    line: 'if (left === undefined || right === undefined) throw new Error("A drawn node joins what is not drawn.");',
    change: 'throw new Error("A drawn node joins what is not drawn."); → ;',
    because: "Every node is drawn after those that it joins.",
  },
  {
    file: "lib/log/archive.ts",
    line: "while (waiting[0] !== undefined && writer.takes(checkpointOf(waiting[0])?.size ?? 0))",
    change: "0 → 1",
    because: "A note that cannot be read is refused when it is written.",
  },
];
