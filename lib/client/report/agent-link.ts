/**
 * The link "report this call" that an agent prints (`reportFragment`). What stands behind `#` never goes to a server.
 * `/report#against=prv_…` names a provider only.
 */
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { unzipBundle } from "#lib/evidence/bundle/zip.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { err, type Result } from "#lib/kernel/result.ts";
import { refusalWords } from "./read-proof.ts";

export type ReportLink =
  | { readonly form: "evidence"; readonly read: Result<Bundle, { readonly words: string }> }
  | { readonly form: "against"; readonly provider: string };

/** Undefined for an address that names nothing. Total. */
export function readReportLink(fragment: string): ReportLink | undefined {
  const [, name, value = ""] = /^#(evidence|against)=(.+)$/s.exec(fragment) ?? [];
  if (name === "against") return { form: "against", provider: value };
  if (name !== "evidence") return undefined;
  const bytes = base64UrlDecode(value);
  if (bytes === undefined)
    return { form: "evidence", read: err({ words: "The link was cut off: open the agent’s file instead." }) };
  const read = unzipBundle(bytes);
  return {
    form: "evidence",
    read: read.ok ? read : err({ words: refusalWords("The link’s evidence", read.error) }),
  };
}
