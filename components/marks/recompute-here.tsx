"use client";
import { Cpu, ShieldCheck, ShieldX, WifiOff } from "lucide-react";
import { useState } from "react";
import { clockTime } from "#components/log/proof/clock-time.ts";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import type { PageMarks } from "#lib/client/marks/page-marks.ts";
import type { Recomputed } from "#lib/client/marks/recompute.ts";
import { ApiProblem } from "#lib/client/request-json.ts";
import { countText } from "#lib/kernel/amount.ts";

export type RecomputeState =
  | { readonly kind: "idle" }
  | { readonly kind: "working" }
  | { readonly kind: "done"; readonly outcome: Recomputed; readonly at: string }
  | { readonly kind: "unreachable"; readonly says: string };

/** Fetches the facts of the marks and computes them in this browser: the digests must be equal, and the page show just that. */
export function RecomputeHere({ provider, day, page }: { provider: string; day: string; page: PageMarks }) {
  const [state, setState] = useState<RecomputeState>({ kind: "idle" });
  const press = async () => {
    setState({ kind: "working" });
    try {
      // The code that rates is fetched on the first press: most readers never ask.
      const { fetchFacts, recompute } = await import("#lib/client/marks/recompute.ts");
      const outcome = recompute(await fetchFacts(provider, day), page);
      setState({ kind: "done", outcome, at: clockTime() });
    } catch (error) {
      const says = error instanceof ApiProblem ? error.message : "The index could not be reached.";
      setState({ kind: "unreachable", says });
    }
  };
  return <RecomputeView state={state} onPress={() => void press()} />;
}

const CANNOT: Readonly<Record<Extract<Recomputed, { state: "cannot-check" }>["reason"], string>> = {
  "no-model": "no rules are in force in these facts.",
  "unknown-model": "these marks follow rules that this page does not know. Load it again, or use the command line.",
  "no-facts": "the facts could not be read.",
  "other-size": "the log has grown since this page was made, and other marks follow now. Load it again.",
};

/** What the button shows in each state. A tick is only ever the result of computing. */
export function RecomputeView({ state, onPress }: { state: RecomputeState; onPress?: () => void }) {
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button size="sm" busy={state.kind === "working"} onClick={onPress}>
          <Cpu aria-hidden />
          Recompute here
        </Button>
        <p role="status" className="min-w-0 text-sm">
          <Outcome state={state} />
        </p>
      </div>
      {state.kind === "done" && state.outcome.state !== "cannot-check" ? (
        <Details summary="Details" className="text-sm">
          <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
            <dt className="text-muted">Digest computed here</dt>
            <dd className="break-all font-mono">{state.outcome.digest}</dd>
            <dt className="text-muted">Digest that the index states</dt>
            <dd className="break-all font-mono">
              {state.outcome.state === "differs" ? state.outcome.said : state.outcome.digest}
            </dd>
          </dl>
          <p className="mt-2 max-w-prose text-muted">
            This shows that the marks follow from these facts by the published rules. That the log says these facts is
            what an audit checks; and both run code that this site sent you.
          </p>
        </Details>
      ) : null}
    </div>
  );
}

function Outcome({ state }: { state: RecomputeState }) {
  if (state.kind === "idle")
    return <span className="text-muted">Every number above, computed again in this browser from the same facts.</span>;
  if (state.kind === "working") return <span className="text-muted">Fetching the facts and computing</span>;
  if (state.kind === "unreachable")
    return (
      <span className="text-attention">
        <WifiOff aria-hidden className="mr-1 inline size-4 align-[-0.15em]" />
        Cannot check: {state.says}
      </span>
    );
  const { outcome, at } = state;
  if (outcome.state === "cannot-check")
    return (
      <span className="text-attention">
        <WifiOff aria-hidden className="mr-1 inline size-4 align-[-0.15em]" />
        Cannot check: {CANNOT[outcome.reason]}
      </span>
    );
  if (outcome.state === "page-differs")
    return (
      <span className="text-failed">
        <ShieldX aria-hidden className="mr-1 inline size-4 align-[-0.15em]" />
        Failed, {at}: {outcome.lie} from the facts that the index states. Keep this page.
      </span>
    );
  return outcome.state === "same" ? (
    <span className="text-verified">
      <ShieldCheck aria-hidden className="mr-1 inline size-4 align-[-0.15em]" />
      Same, {at}: this browser computed the same marks{outcome.facts === 0 ? "" : ` from ${factWords(outcome.facts)}`}.
    </span>
  ) : (
    <span className="text-failed">
      <ShieldX aria-hidden className="mr-1 inline size-4 align-[-0.15em]" />
      Failed, {at}: other marks follow from what the index states. Keep both digests.
    </span>
  );
}

const factWords = (count: number) => (count === 1 ? "1 fact" : `${countText(count)} facts`);
