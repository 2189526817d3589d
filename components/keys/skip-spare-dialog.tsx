"use client";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";

/** Going on without a spare key: said plainly, once here and again before the second disclosure. */
export function SkipSpareDialog({ onSkip, size = "md" }: { onSkip: () => void; size?: "sm" | "md" }) {
  return (
    <Dialog
      trigger={
        <Button variant="quiet" size={size} data-guide="skip-spare">
          Skip for now
        </Button>
      }
      title="Go on without a spare key?"
      footer={
        <>
          <DialogClose>
            <Button variant="danger" onClick={onSkip}>
              Go on without
            </Button>
          </DialogClose>
          <DialogClose>
            <Button variant="primary">Save a spare key</Button>
          </DialogClose>
        </>
      }
    >
      <ul className="flex list-disc flex-col gap-1.5 pl-5">
        <li>If this browser's data is cleared, your account can never sign again.</li>
        <li>If somebody steals the key, they can lock you out, and nobody can undo it. Neither can this index.</li>
        <li>You can save one later under Settings, as long as you still hold this key.</li>
      </ul>
    </Dialog>
  );
}
