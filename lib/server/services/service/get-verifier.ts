/** The offline verifier file as this build made it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { ServiceError } from "../service-error.ts";

/** `policy`: the content security policy that the page itself bears. */
export type Verifier = { readonly html: string; readonly sha256: string; readonly policy: string };

const FILE = path.join(process.cwd(), ".touchstone-build/touchstone-verifier.html");
/** Read once: what is served does not change under a running process. */
let kept: Verifier | undefined;

/** Undefined when it was never built. */
export function findVerifier(): Verifier | undefined {
  kept ??= read();
  return kept;
}

/** Errors: `not-found`. */
export function getVerifier(): Verifier {
  const verifier = findVerifier();
  if (verifier === undefined) throw new ServiceError("not-found", "This index has not built its verifier file.");
  return verifier;
}

function read(): Verifier | undefined {
  let html: string;
  try {
    html = readFileSync(FILE, "utf8");
  } catch {
    return undefined;
  }
  const sha256 = createHash("sha256").update(html).digest("hex");
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
  return { html, sha256, policy: policy ?? "default-src 'none'" };
}
