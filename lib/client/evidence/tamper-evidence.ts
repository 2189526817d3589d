/** Falsifications of a bundle that a reader can try: each says what was done; which check notices, the checks say. */
import { type Bundle, encodeBundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { isDsseExchange } from "#lib/evidence/exchange.ts";
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";

export type TamperedEvidence = { readonly said: string; readonly bytes: Uint8Array };

type Tampering = {
  readonly id: string;
  readonly title: string;
  readonly said: string;
  readonly apply: (bundle: Bundle) => Bundle | undefined;
};

/** The same exchange with something else in it; undefined for an envelope, whose fields are signed in one piece. */
function withFirst(bundle: Bundle, change: (exchange: HttpForm) => HttpForm): Bundle | undefined {
  const [first, ...rest] = bundle.exchanges;
  if (first === undefined || isDsseExchange(first)) return undefined;
  return { ...bundle, exchanges: [change(first), ...rest] };
}

type HttpForm = Extract<Bundle["exchanges"][number], { signature: string }>;

/** The last digit of the text one up, nine down; of a text without digits, the last bit of its first byte. */
function flipped(body: string): string {
  const bytes = Uint8Array.from(base64Decode(body) ?? []);
  const at = bytes.findLastIndex((byte) => byte >= 0x30 && byte <= 0x39);
  if (at >= 0) bytes[at] = bytes[at] === 0x39 ? 0x38 : (bytes[at] ?? 0) + 1;
  else if (bytes.length > 0) bytes[0] = (bytes[0] ?? 0) ^ 1;
  return base64Encode(bytes);
}

const LONG_AGO_SECONDS = 200 * 86_400;

const TAMPERINGS: readonly Tampering[] = [
  {
    id: "digit",
    title: "Change a digit of the answer",
    said: "One digit of the answer's body is another.",
    apply: (bundle) =>
      withFirst(bundle, ({ response, ...rest }) => ({
        ...rest,
        response: { ...response, body: flipped(response.body) },
      })),
  },
  {
    id: "question",
    title: "Change the question",
    said: "The path of the request has one letter more.",
    apply: (bundle) =>
      withFirst(bundle, ({ request, ...rest }) => ({ ...rest, request: { ...request, path: `${request.path}x` } })),
  },
  {
    id: "date",
    title: "Back-date it by 200 days",
    said: "The time that was signed is 200 days earlier.",
    apply: (bundle) =>
      withFirst(bundle, (exchange) => ({
        ...exchange,
        signatureInput: exchange.signatureInput.replace(
          /created=(\d+)/,
          (_, seconds: string) => `created=${Number(seconds) - LONG_AGO_SECONDS}`,
        ),
      })),
  },
  {
    id: "signature",
    title: "Change the signature",
    said: "One bit of the signature is another.",
    apply: (bundle) =>
      withFirst(bundle, (exchange) => {
        const bytes = Uint8Array.from(base64Decode(exchange.signature) ?? []);
        if (bytes.length > 0) bytes[0] = (bytes[0] ?? 0) ^ 1;
        return { ...exchange, signature: base64Encode(bytes) };
      }),
  },
  {
    id: "secret",
    title: "Leave a password in",
    said: "The reporter's words hold a password.",
    apply: (bundle) => ({
      ...bundle,
      claim: { ...bundle.claim, text: '"password": "correct-horse"' },
    }),
  },
];

/** Those that can be done to this bundle. Empty for what cannot be read. */
export function evidenceTamperings(bytes: Uint8Array): readonly (TamperedEvidence & { id: string; title: string })[] {
  const parsed = parseBundle(bytes);
  if (!parsed.ok) return [];
  return TAMPERINGS.flatMap(({ id, title, said, apply }) => {
    const changed = apply(parsed.value);
    return changed === undefined ? [] : [{ id, title, said, bytes: encodeBundle(changed) }];
  });
}
