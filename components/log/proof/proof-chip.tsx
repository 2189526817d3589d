"use client";
import { CircleHelp, LoaderCircle, ShieldCheck, ShieldX, WifiOff, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { type ProofState, proofWords } from "./proof-state.ts";

const looks = {
  idle: { icon: CircleHelp, ink: "text-link" },
  checking: { icon: LoaderCircle, ink: "text-muted" },
  verified: { icon: ShieldCheck, ink: "text-verified" },
  failed: { icon: ShieldX, ink: "text-failed" },
  unsure: { icon: X, ink: "text-attention" },
  offline: { icon: WifiOff, ink: "text-attention" },
} as const;

/** The chip alone: what it shows in each state. */
export function ProofChipView({ state, what, onPress }: { state: ProofState; what: string; onPress?: () => void }) {
  const { icon: Icon, ink } = looks[state.kind];
  const words = proofWords(state);
  return (
    <button
      type="button"
      onClick={onPress}
      aria-haspopup="dialog"
      aria-label={`${words}: ${what}`}
      data-proof={state.kind}
      data-print="hide"
      className={cx(
        "inline-flex min-h-6 shrink-0 items-center gap-1 whitespace-nowrap rounded-full border border-divider bg-surface px-2 align-baseline font-medium text-xs leading-none transition-colors hover:border-control hover:bg-hover",
        ink,
      )}
    >
      <Icon
        aria-hidden
        className={cx("size-3.5 shrink-0", state.kind === "checking" && "animate-spin")}
        strokeWidth={2.25}
      />
      {words}
    </button>
  );
}

const ProofDrawer = dynamic(() => import("./proof-drawer.tsx"), { ssr: false, loading: () => null });

/**
 * Beside a fact of the log: one press fetches the entry's receipt and checks it in this browser. A tick is only ever the
 * result of that. The code that checks is fetched on the first press.
 */
export function ProofChip({
  index,
  statementHash,
  what,
}: {
  index: number;
  /** The statement that the page shows, 64 hex. */
  statementHash: string;
  /** Names the fact for screen readers and as the drawer's title: "Identity of Halden". */
  what: string;
}) {
  const [state, setState] = useState<ProofState>({ kind: "idle" });
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const press = () => {
    setOpened(true);
    setOpen(true);
  };
  return (
    <>
      <ProofChipView state={state} what={what} onPress={press} />
      {wasOpened ? (
        <ProofDrawer
          index={index}
          statementHash={statementHash}
          what={what}
          open={isOpen}
          onOpenChange={setOpen}
          onState={setState}
        />
      ) : null}
    </>
  );
}
