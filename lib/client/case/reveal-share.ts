/** The secret of a draw, revealed without being asked: once evidence has closed nobody gains by waiting. */
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import type { AnswerOf } from "#lib/contract/endpoints.ts";
import { shareOfRound } from "#lib/dispute/draw-share.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import type { KeyRecord } from "../keystore/key-record.ts";
import { MissingKeyError } from "../keystore/keystore.ts";
import { requestJson } from "../request-json.ts";
import { prepareStatement } from "../statements/prepare-statement.ts";
import { sendItem, signItem } from "../statements/use-publish.ts";
import { newStamp } from "../statements/use-stamp.ts";
import { planReveal } from "./case-plans.ts";
import { accountSigner } from "./case-signers.ts";
import { shareStore } from "./share-store.ts";

const commitIn = ({ form }: CaseSummaryView) =>
  (form as unknown as CaseForm).dispute?.operatorShare.commit ?? undefined;

/** The provider committed to a secret, and evidence is closed: whether the reviewers are drawn already, the case itself tells. */
export function isShareDue(one: CaseSummaryView): boolean {
  return one.state === "drawing" && commitIn(one) !== undefined;
}

/** Undefined where nothing is to be done: it is not kept here, waits for a click, or is revealed. Otherwise whether the index took it. */
export async function revealShare(
  one: CaseSummaryView,
  { did, key, origin }: { readonly did: Did; readonly key: KeyRecord; readonly origin: Origin },
): Promise<boolean | undefined> {
  const kept = await shareStore(globalThis.indexedDB).find(commitIn(one) ?? "");
  if (kept?.bySelf !== true) return undefined;
  // A list has what is recorded; the round, and with it the share that is asked for, follows from the time alone.
  const { data, as_of } = (await requestJson<AnswerOf<"getCase", 200>>(`/api/v1/cases/${one.id}`)).data;
  const { dispute } = data;
  if (dispute?.operator_share.share !== null || dispute.shares_by === null || dispute.shares_by <= as_of.time)
    return undefined;
  const share = shareOfRound(kept.secret, kept.commit, Math.max(1, dispute.round));
  if (share === undefined) return undefined;
  const signer = accountSigner(did, key);
  const plan = planReveal(one.id, share);
  const unsigned = prepareStatement({ ...plan, log: origin, issuer: did, key: key.thumbprint }, newStamp());
  try {
    const { phase } = await sendItem(await signItem(unsigned, await signer.open()));
    return phase === "recorded" || phase === "promised";
  } catch (error) {
    if (error instanceof MissingKeyError) return false;
    throw error;
  }
}
