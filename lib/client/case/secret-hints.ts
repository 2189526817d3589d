/** Places of a text, or of files for a case, that look like a secret, to be read once more before they are public for ever. */
import { parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { plain } from "#lib/evidence/bundle/secret-forms.ts";
import { looksInOwn } from "#lib/evidence/bundle/secret-names.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { SECRET_NAMES, stopsOf } from "../report/secret-words.ts";
import type { PublicFile } from "./case-plans.ts";

/** What it looks like, and where. A token that ended by its own word before `now` is none. Total. */
export type SecretHint = { readonly what: string; readonly place: string };

export function secretsInText(text: string, place: string, now: Instant): SecretHint[] {
  const isOpen = ({ endsAt }: { endsAt: number | null }) => endsAt === null || endsAt >= now / SECOND_MS;
  const kinds = new Set(
    looksInOwn(plain(text))
      .filter(isOpen)
      .map(({ kind }) => kind),
  );
  return [...kinds].map((kind) => ({ what: SECRET_NAMES[kind], place }));
}

/** Evidence by its members, whatever the file is called; any other file as the text that it is. */
export function secretsInFiles(files: readonly Pick<PublicFile, "name" | "bytes">[], now: Instant): SecretHint[] {
  return files.flatMap(({ name, bytes }) => {
    const read = parseBundle(bytes);
    const inFile = `in the file “${name}”`;
    if (read.ok) return stopsOf(read.value, now).map(({ what, place }) => ({ what, place: `${inFile}, ${place}` }));
    return secretsInText(utf8Decode(bytes) ?? "", inFile, now);
  });
}
