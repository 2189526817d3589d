/** The secret of a draw, revealed without being asked: once evidence has closed nobody gains by waiting. */
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import { shareOfRound } from "#lib/dispute/draw-share.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import type { KeyRecord } from "../keystore/key-record.ts";
import { MissingKeyError } from "../keystore/keystore.ts";
import { prepareStatement } from "../statements/prepare-statement.ts";
import { sendItem, signItem } from "../statements/use-publish.ts";
import { newStamp } from "../statements/use-stamp.ts";
import { planReveal } from "./case-plans.ts";
import { accountSigner } from "./case-signers.ts";
import { shareStore } from "./share-store.ts";

const disputeOf = ({ form }: CaseSummaryView) => (form as unknown as CaseForm).dispute;

/** The provider committed to a secret, evidence is closed, and the reviewers are not drawn yet. */
export function isShareDue(one: CaseSummaryView): boolean {
  const share = disputeOf(one)?.operatorShare;
  return one.state === "drawing" && one.whose_turn === "both" && share?.commit != null && share.share === null;
}

/** Undefined where this browser does not keep it, or was told to wait for a click. Otherwise whether the index has taken it. */
export async function revealShare(
  one: CaseSummaryView,
  { did, key, origin }: { readonly did: Did; readonly key: KeyRecord; readonly origin: Origin },
): Promise<boolean | undefined> {
  const dispute = disputeOf(one);
  const kept = await shareStore(globalThis.indexedDB).find(dispute?.operatorShare.commit ?? "");
  const share = kept && shareOfRound(kept.secret, kept.commit, Math.max(1, dispute?.round ?? 0));
  if (share === undefined || kept?.bySelf !== true) return undefined;
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
