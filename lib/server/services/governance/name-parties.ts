import type { ProviderLabel } from "#lib/contract/names.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { participantOf, providerOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";

/** The newest names of providers and participants, by id or did; who is listed nowhere is left out. */
export async function nameParties(
  ctx: Ctx,
  parties: readonly string[],
): Promise<{ providers: Record<string, ProviderLabel>; participants: Record<string, string> }> {
  const now = ctx.logClock();
  return ctx.forms.ask((view) => {
    const providers: Record<string, ProviderLabel> = {};
    const participants: Record<string, string> = {};
    for (const party of parties) {
      const provider = party.startsWith("prv_") ? providerOf(view, party) : undefined;
      const participant = party.startsWith("did:") ? participantOf(view, party) : undefined;
      if (participant !== undefined) participants[party] = participant.displayName;
      if (provider !== undefined) {
        const { id, name, kind } = provider;
        providers[party] = { id, name, kind, proven: isNameProven(provider, now) };
      }
    }
    return { providers, participants };
  });
}
