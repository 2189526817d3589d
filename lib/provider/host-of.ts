/** By which host a request names its service, where Node tells. */
import { authorityOf } from "#lib/evidence/signing/http-message.ts";

/** As an `IncomingMessage` has it; of HTTP/2 `:authority` stands among the headers. */
type Head = {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly url?: string | undefined;
};

/**
 * The host that `:authority`, the field and a target in absolute form name, normalised as it is signed. Empty where they
 * name two, or one in no right form: which of them the service goes by, no signature could tell (RFC 9113 section 8.3.1,
 * RFC 9112 section 3.2.2). Total.
 */
export function hostOf({ headers, url = "" }: Head, scheme: "http" | "https"): string {
  const target = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*)/.exec(url)?.[1];
  const named = [headers[":authority"], headers.host, target].filter((one) => one !== undefined);
  const hosts = new Set(
    named.map((one) => {
      const authority = authorityOf(String(one), scheme);
      return authority.ok ? authority.value : "";
    }),
  );
  const [host = ""] = hosts;
  return hosts.size === 1 ? host : "";
}
