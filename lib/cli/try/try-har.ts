/** The signed answers of an HTTP archive, each checked by its own signature. */
import { parseHar } from "#lib/evidence/capture/har-file.ts";
import { captureExchange } from "#lib/evidence/signing/capture-exchange.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { judgeExchange } from "#lib/state/files/verify-evidence.ts";
import { EXIT, type Io } from "../command.ts";
import { printable } from "../print-finding.ts";

/** Exit 1 when a signature does not hold, 2 when the archive cannot be read or holds no signed answer. */
export function tryHar(bytes: Uint8Array, io: Io): number {
  const found = parseHar(bytes);
  if (!found.ok) {
    io.err(`${found.error.pointer || "the whole file"}: ${found.error.detail}`);
    return EXIT.incomplete;
  }
  if (found.value.length === 0) {
    io.err("No answer in it carries a signature: nobody can check what it shows.");
    return EXIT.incomplete;
  }
  let worst: number = EXIT.ok;
  for (const { entry, request, response } of found.value) {
    const captured = captureExchange({ request, response });
    const judged = captured.ok ? judgeExchange(captured.value, { raw: rawVerify }) : undefined;
    const faults = judged?.checks.filter(({ outcome }) => outcome === "fail").map(({ name }) => name) ?? ["fields"];
    const says = captured.ok ? (judged?.sentence ?? "") : `${captured.error.component}: ${captured.error.detail}`;
    worst = Math.max(worst, faults.length === 0 ? EXIT.ok : EXIT.tampered);
    const where = `${request.method} ${request.scheme}://${request.host}${request.target}`;
    if (io.json) io.out(JSON.stringify({ entry, request: where, ok: faults.length === 0, faults, says }));
    else io.out(printable(`${faults.length === 0 ? "pass" : "FAIL"}  entry ${entry}: ${where}\n`.trimEnd()));
    if (!io.json) io.out(`      ${printable(says)}`);
  }
  return worst;
}
