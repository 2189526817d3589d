import type { AsOf } from "#lib/contract/common.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { type AnnouncedKey, type DirectoryKey, type KeyDirectory, keyDirectoryOf } from "#lib/keys/directory.ts";
import { settled } from "#lib/state/control.ts";
import { keyKey, type ParticipantForm, participantKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { getProvider } from "../provider/get-provider.ts";
import { readForms } from "../state/read-aggregates.ts";
import { readFlags } from "./read-flags.ts";

type FlaggedKey = DirectoryKey & { readonly flags: readonly { by: string; entry: number; at: string }[] };
type FlaggedDirectory = Omit<KeyDirectory, "keys" | "past_keys"> & {
  readonly keys: readonly FlaggedKey[];
  readonly past_keys: readonly FlaggedKey[];
};

/** The provider's own keys and the account keys of its operator, at one size. Errors: `not-found`, `gone`. */
export async function getKeyDirectory(
  ctx: Ctx,
  id: string,
  size?: number,
): Promise<{ data: FlaggedDirectory; as_of: AsOf }> {
  const { data, as_of } = await getProvider(ctx, id, size);
  const [operator] = await readForms(ctx, [participantKey(data.form.operator)], as_of.size);
  const own = data.form.keys.map(({ thumbprint }) => thumbprint);
  const participant = operator?.aggregate === "participant" ? operator : undefined;
  const control = participant?.controlKeys ?? [];
  const forms = await readForms(ctx, [...control, ...own].map(keyKey), as_of.size);
  const keys = forms.filter((form) => form.aggregate === "key");
  const now = asInstant(Date.parse(as_of.time));
  const directory = keyDirectoryOf(keys, now, data.form.operator, announcedKeyOf(participant, now));
  const flags = await readFlags(ctx, [...control, ...own], as_of.size);
  const flagged = (key: DirectoryKey): FlaggedKey => ({
    ...key,
    flags: (flags.get(key.kid) ?? []).map(({ by, entry, loggedAt }) => ({ by, entry, at: loggedAt })),
  });
  const { keys: present, past_keys: past } = directory;
  return { data: { ...directory, keys: present.map(flagged), past_keys: past.map(flagged) }, as_of };
}

function announcedKeyOf(participant: ParticipantForm | undefined, now: Instant): AnnouncedKey | null {
  const recovery = participant === undefined ? null : settled(participant, now).recovery;
  if (recovery === null) return null;
  const { key, announcedAt, announcedIn, effectiveFrom } = recovery;
  return { kid: key, announced_at: announcedAt, entry: announcedIn, in_force_from: effectiveFrom };
}
