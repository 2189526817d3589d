"use client";
import type { ReactNode } from "react";
import { SkipSpareDialog } from "#components/keys/skip-spare-dialog.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { ButtonLink } from "#components/ui/link.tsx";

/** This browser cannot sign; what was written stays, and there are two ways on. */
export function KeyElsewhere({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Alert
      tone="attention"
      title={title}
      actions={
        <ButtonLink size="sm" href="/operator/restore">
          Bring the key here or use the spare key
        </ButtonLink>
      }
    >
      {children}
    </Alert>
  );
}

/** Asked again before more is published than a lost key should cost; skipping it warns. */
export function SaveSpareFirst({
  title,
  children,
  onSkip,
}: {
  title: string;
  children: ReactNode;
  onSkip: () => void;
}) {
  return (
    <Alert
      tone="attention"
      title={title}
      actions={
        <>
          <ButtonLink size="sm" variant="primary" href="/settings#spare-key">
            Save a spare key
          </ButtonLink>
          <SkipSpareDialog size="sm" onSkip={onSkip} />
        </>
      }
    >
      The more you publish, the more a lost key costs. {children}
    </Alert>
  );
}
