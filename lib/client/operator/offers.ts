/** Handovers and links that wait for an operator's signature: offered to it, and by it. */
import { queryOptions } from "@tanstack/react-query";
import type { ProposalForm } from "#lib/state/forms.ts";
import { requestJson } from "../request-json.ts";

const KINDS: ReadonlySet<string> = new Set(["provider.transfer", "provider.link"]);

/** Whether a proposal is an offer between two operators, which has its page. */
export function isOffer({ kind }: Pick<ProposalForm, "kind">): boolean {
  return KINDS.has(kind);
}

/** Of another operator, to this one. */
export function isReceived({ issuer, consents }: Pick<ProposalForm, "issuer" | "consents">, did: string): boolean {
  return issuer !== did && consents.some(({ of }) => of === did);
}

/** Open ones, the newest first. */
export const offersQuery = (did: string) =>
  queryOptions({
    queryKey: ["offers", did],
    queryFn: async () => {
      const read = async (wish: "of" | "issuer") => {
        const query = new URLSearchParams({ [wish]: did, state: "open", limit: "200" });
        const { data } = await requestJson<{ data: readonly { form: object }[] }>(`/api/v1/proposals?${query}`);
        return data.data.map((row) => row.form as ProposalForm);
      };
      const all = [...(await read("of")), ...(await read("issuer"))].filter(isOffer);
      const each = new Map(all.map((offer) => [offer.statement, offer]));
      return [...each.values()].sort((a, b) => b.proposedIn - a.proposedIn);
    },
  });
