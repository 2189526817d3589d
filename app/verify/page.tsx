import type { Metadata } from "next";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { IndependentWay } from "#components/verify/independent-way.tsx";
import { VerifyPage } from "#components/verify/verify-page.tsx";
import { canonicalText } from "#lib/kernel/json.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getReceiptAt } from "#lib/server/services/log/get-receipt.ts";
import { listEntries } from "#lib/server/services/log/list-entries.ts";
import { findVerifier } from "#lib/server/services/service/get-verifier.ts";
import { keysInForce, promiseVkeysEver } from "#lib/server/services/service/keys-in-force.ts";
import { indexOf } from "#lib/state/view.ts";

export const metadata: Metadata = {
  title: "Verify",
  description: "Check a receipt or a checkpoint in your browser, also with the network off.",
};

/** A real receipt of this log to try: of the newest entry. */
async function sampleReceipt(): Promise<string | undefined> {
  const ctx = webContext();
  const { data } = await listEntries(ctx, { limit: 1 });
  const newest = data[0];
  if (newest === undefined) return undefined;
  const { receipt } = await getReceiptAt(ctx, newest.index);
  return canonicalText({ ...receipt });
}

export default async function Verify() {
  const ctx = webContext();
  const { origin } = ctx.publicKeys;
  const { vkeys } = await keysInForce(ctx);
  const index = await ctx.forms.ask((view) => indexOf(view));
  const [issuer, announced] = [index?.issuer, index?.verifierSha256 ?? undefined];
  return (
    <>
      <PageHeading
        title="Verify"
        lead="Check a receipt, a checkpoint, a promise, a proof, a whole exported log, a case, or evidence against a provider in your browser, also with the network off. No account, nothing is sent."
      />
      <VerifyPage
        sample={await sampleReceipt()}
        site={{
          origin,
          vkey: vkeys.log,
          promiseVkeys: await promiseVkeysEver(ctx),
          issuer,
          answerKey: index?.keys.answer,
          peers: ctx.peers.map((peer) => ({ origin: peer.origin, vkey: peer.vkey })),
        }}
      />
      <div className="mt-12">
        <IndependentWay announced={announced} served={findVerifier()?.sha256} />
      </div>
    </>
  );
}
