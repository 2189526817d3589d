/** Field forms shared by the schemas of statements: each is one rule with one sentence for who broke it. */
import { z } from "zod";
import { isDidKey } from "#lib/kernel/did-key.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import { isComposed } from "#lib/kernel/normal-form.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Text of a form that a function knows, and of a longer one it is not asked. The form is the rule, so that no schema shows a bound. */
export const textOf = (maxLength: number, error: string, hasForm: (text: string) => boolean) =>
  z.string().refine((text) => text.length <= maxLength && hasForm(text), { abort: true, error });

/** Unpadded base64url of exactly `bytes` bytes: the last letter's bits that carry nothing are zero. */
export const base64UrlOf = (bytes: number) => {
  const letters = Math.ceil((bytes * 8) / 6);
  const step = 2 ** (letters * 6 - bytes * 8);
  const last = Array.from(LETTERS).filter((_, at) => at % step === 0);
  const form = new RegExp(`^[A-Za-z0-9_-]{${letters - 1}}[${last.join("").replace("-", "\\-")}]$`);
  return z.string().regex(form, `Must be ${bytes} bytes in unpadded base64url.`);
};

/** 32 bytes as 64 lower-case hex digits. */
export const hexHash = z.string().regex(/^[0-9a-f]{64}$/, "Must be 64 lower-case hex digits.");

/** A code, as checks and verdicts give reasons. */
export const code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "Must be a code of lower-case letters, digits and hyphens.");

/** An Ed25519 public key as did:key. Weak keys are refused later, with their own code. */
export const didKey = textOf(64, "Must be an Ed25519 did:key (did:key:z6Mk…).", (text) => isDidKey(text));

/** RFC 3339 UTC with milliseconds, of a real date. */
export const instantText = textOf(
  32,
  "Must be a UTC time such as 2026-11-22T10:00:00.000Z.",
  (text) => parseInstant(text) !== undefined,
);

/** A log origin: a schema-less URL with a path, as in a checkpoint's first line. */
export const originText = z.string().regex(/^[a-z0-9.-]{1,200}(:[0-9]{1,5})?\/[A-Za-z0-9._~/-]{1,100}$/, {
  message: "Must be a log origin such as index.example/log.",
});

// Characters that change how neighbouring text reads, or that nobody sees: names with them can pose as other names.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

const COMPOSED = "Must be in Unicode normal form C, with at most 30 combining marks in a row.";

/** One line of text for people: NFC, trimmed, no control, bidirectional or invisible characters. */
export const line = (maxLength: number) =>
  z
    .string()
    .min(1, "Must not be empty.")
    .max(maxLength, { abort: true, error: `At most ${maxLength} characters.` })
    .refine(isComposed, COMPOSED)
    .refine((text) => text === text.trim(), "Must not begin or end with a space.")
    .refine((text) => !HIDDEN.test(text), "Must not hold control, bidirectional or invisible characters.");

/** Text of several lines: as `line`, with line feeds allowed. */
export const paragraph = (maxLength: number) =>
  z
    .string()
    .min(1, "Must not be empty.")
    .max(maxLength, { abort: true, error: `At most ${maxLength} characters.` })
    .refine(isComposed, COMPOSED)
    .refine(
      (text) => !HIDDEN.test(text.replaceAll("\n", "")),
      "Must not hold control, bidirectional or invisible characters.",
    );

export const providerId = z.string().regex(/^prv_[a-z2-7]{26}$/, "Must be a provider id (prv_ and 26 characters).");

const SUBJECT =
  /^(index|none|new|(prv|case|def)_[a-z2-7]{26}|did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{40,50}|entry:(0|[1-9][0-9]{0,14})|stmt:[0-9a-f]{64})$/;
/** Whom or what a statement is about. */
export const subjectText = z
  .string()
  .regex(SUBJECT, "Must be a provider, case or definition id, a did:key, index, none, new, entry:<n> or stmt:<hash>.");

/** A DNS name, lower case, without a trailing dot. */
export const domainName = z
  .string()
  .max(253, { abort: true })
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "Must be a domain name such as halden.example.",
  );

/** An https address without credentials, query or fragment. */
export const httpsAddress = z
  .string()
  .max(300, { abort: true })
  .regex(
    /^https:\/\/[a-z0-9.-]{1,253}(:[0-9]{1,5})?(\/[A-Za-z0-9._~%/-]*)?$/,
    "Must be an https address such as https://halden.example.",
  );

const TOKEN = "[a-z0-9][a-z0-9!#$&^_.+-]{0,62}";

/** A media type (RFC 6838), lower case, with no parameter but the character set. ASCII: it becomes a column and a header. */
export const mediaTypeText = z
  .string()
  .regex(new RegExp(`^${TOKEN}/${TOKEN}(; ?charset=utf-8)?$`), "Must be a media type such as text/plain.");

/** Standard base64 with padding, of so many letters. */
export const base64 = (maxLength: number) =>
  z
    .string()
    .max(maxLength, { abort: true })
    .regex(/^[A-Za-z0-9+/]*={0,2}$/, "Must be base64.");
