import { IN_EVIDENCE } from "./equivalent-evidence.ts";
import { IN_REPUTATION } from "./equivalent-reputation.ts";

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
  ...IN_EVIDENCE,
  ...IN_REPUTATION,
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
    file: "lib/kernel/canonical-reader.ts",
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
  {
    file: "lib/log/witness-policy.ts",
    line: "equalBytes(parseVkey(other.vkey)?.publicKey ?? new Uint8Array(), key.publicKey),",
    change: "parseVkey(other.vkey)?.publicKey ?? new Uint8Array() → parseVkey(other.vkey)?.publicKey",
    because: "The keys that were taken before have been read.",
  },
  {
    file: "lib/keys/weight.ts",
    line: 'return end.kind === "retired" ? place.at < end.at : place.index < end.entry;',
    change: "< → <=",
    because: "Of entries: the one that ends a key carries no evidence. (Of times a test holds it.)",
  },
  {
    file: "lib/keys/weight.ts",
    line: "if (revocation === null || at === undefined) return ends;",
    change: "|| → &&",
    because: "Times of the log are read.",
  },
  {
    file: "lib/keys/weight.ts",
    line: "const since = compromisedSince === null ? at : (parseInstant(compromisedSince) ?? at);",
    change: "parseInstant(compromisedSince) ?? at → parseInstant(compromisedSince)",
    because: "Times of the log are read.",
  },
  {
    file: "lib/keys/directory.ts",
    line: "history: keys.flatMap((key) => eventsOf(key, at)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),",
    change: "1 → 2",
    because: "A sort asks for the sign only.",
  },
  {
    file: "lib/keys/directory.ts",
    line: "history: keys.flatMap((key) => eventsOf(key, at)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),",
    change: "0 → 1",
    because: "Of equals a stable sort moves none that is not before the other.",
  },
  {
    file: "lib/keys/directory.ts",
    line: "history: keys.flatMap((key) => eventsOf(key, at)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),",
    change: "> → >=",
    because: "Of equals a stable sort moves none that is not before the other.",
  },
  {
    file: "lib/keys/directory.ts",
    line: "const seconds = (time: string): number => Math.floor((parseInstant(time) ?? 0) / 1000);",
    change: "parseInstant(time) ?? 0 → parseInstant(time)",
    because: "Times of the log are read.",
  },
  {
    file: "lib/keys/directory.ts",
    line: "const seconds = (time: string): number => Math.floor((parseInstant(time) ?? 0) / 1000);",
    change: "0 → 1",
    because: "Times of the log are read.",
  },
  {
    file: "lib/keys/directory.ts",
    line: 'if (came(retirement?.retiresAt)) events.push({ kid, event: "retired", at: retirement?.retiresAt ?? "", entry: null });',
    change: 'retirement?.retiresAt ?? "" → retirement?.retiresAt',
    because: "What has come is there.",
  },
  {
    file: "lib/keys/directory.ts",
    line: "x: base64UrlEncode(publicKeyOfDid(publicKey) ?? new Uint8Array()),",
    change: "publicKeyOfDid(publicKey) ?? new Uint8Array() → publicKeyOfDid(publicKey)",
    because: "A key of the log has a name that holds it.",
  },
  {
    file: "lib/dispute/draw-share.ts",
    line: "for (let link = 0; link < SHARE_LINKS; link++) chain.push(sha256(chain[link] ?? secret));",
    change: "chain[link] ?? secret → chain[link]",
    because: "The link before is there.",
  },
  {
    file: "lib/dispute/count-ballots.ts",
    line: "if (attribution === null) continue;",
    change: "continue; → ;",
    because: "A ballot that upholds names whose doing it was: its schema says so.",
  },
  {
    file: "lib/statement/acceptor.ts",
    line: 'if ("coerce" in def && def.coerce) return never;',
    change: "&& → ||",
    because: "No schema here coerces.",
  },
  {
    file: "lib/dispute/draw-share.ts",
    line: "return hexEncode(chainOf(secret)[SHARE_LINKS] ?? secret);",
    change: "chainOf(secret)[SHARE_LINKS] ?? secret → chainOf(secret)[SHARE_LINKS]",
    because: "The last link is there.",
  },
  {
    file: "lib/selection/lab/spread.ts",
    line: "const variance = sorted.reduce((sum, regret) => sum + (regret - mean) ** 2, 0) / Math.max(1, runs - 1);",
    change: "1 → 2",
    because: "Of one run the sum is nothing. (Of more runs a test holds it.)",
  },
  {
    file: "lib/selection/lab/trial.ts",
    line: "for (let index = 0; index < count; index++) {",
    change: "< → <=",
    because: "A typed array keeps nothing behind its end.",
  },
  {
    file: "lib/selection/weights.ts",
    line: "for (let i = 0; i < count; i++) w[i] = (w[i] ?? 0) / sum;",
    change: "< → <=",
    because: "A typed array keeps nothing behind its end.",
  },
  {
    file: "lib/selection/weights.ts",
    line: "for (let i = 0; i < count; i++) w[i] = (w[i] ?? 0) / sum;",
    change: "/ → *",
    because: "The sum is 1 up to 1e-13, and only its rounding is shared out.",
  },
  {
    file: "lib/selection/weights.ts",
    line: "for (let i = 0; i < count; i++) w[i] = (w[i] ?? 0) / sum;",
    change: "w[i] = (w[i] ?? 0) / sum; → ;",
    because: "The sum is 1 up to 1e-13, and only its rounding is shared out.",
  },
  {
    file: "lib/selection/weights.ts",
    line: "slope += (2 * weight) / distance;",
    change: "2 → 3",
    because: "Shorter steps to the same solution.",
  },
  {
    file: "lib/selection/contrast.ts",
    line: "for (let i = 0; i < state.count; i++) p[i] = isAwake(advice, i) && p[i] === least ? 1 / ties : 0;",
    change: "< → <=",
    because: "A typed array keeps nothing behind its end.",
  },
  {
    file: "lib/selection/contrast.ts",
    line: "for (let i = 0; i < state.count; i++) {",
    change: "< → <=",
    because: "Behind the last index nobody is awake.",
  },
  {
    file: "lib/selection/contrast.ts",
    line: "if (v > 0 && Math.log(1 - dice()) < normal * normal * 0.5 + d - d * v + d * Math.log(v)) return d * v;",
    change: "< → <=",
    because: "Two such numbers are never equal.",
  },
  {
    file: "lib/dispute/figures.ts",
    line: "(least, at) => (least === undefined || at < least ? at : least),",
    change: "< → <=",
    because: "Of equals either.",
  },
  {
    file: "lib/dispute/paths.ts",
    line: "const hours = Math.max(...pathsOfAppeal(rules).map(({ ms }) => ms)) / HOUR_MS;",
    change: "max → min",
    because: "One way leads from an appeal to its end.",
  },
  {
    file: "lib/dispute/draw.ts",
    line: ".sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));",
    change: "1 → 2",
    because: "A sort asks for the sign only.",
  },
  {
    file: "lib/dispute/advance.ts",
    line: "for (let n = 0; n < 12; n++) {",
    change: "0 → 1",
    because: "A case has fewer clocks than that between two statements.",
  },
];
