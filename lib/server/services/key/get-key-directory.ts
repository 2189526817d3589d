import type { AsOf } from "#lib/contract/common.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { type KeyDirectory, keyDirectoryOf } from "#lib/keys/directory.ts";
import { keyKey, participantKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { getProvider } from "../provider/get-provider.ts";
import { readForms } from "../state/read-aggregates.ts";

/** The provider's own keys and the account keys of its operator, at one size. Errors: `not-found`, `gone`. */
export async function getKeyDirectory(
  ctx: Ctx,
  id: string,
  size?: number,
): Promise<{ data: KeyDirectory; as_of: AsOf }> {
  const { data, as_of } = await getProvider(ctx, id, size);
  const [operator] = await readForms(ctx, [participantKey(data.form.operator)], as_of.size);
  const own = data.form.keys.map(({ thumbprint }) => thumbprint);
  const control = operator?.aggregate === "participant" ? operator.controlKeys : [];
  const forms = await readForms(ctx, [...control, ...own].map(keyKey), as_of.size);
  const keys = forms.filter((form) => form.aggregate === "key");
  return { data: keyDirectoryOf(keys, asInstant(Date.parse(as_of.time))), as_of };
}
