"use client";
import { Toaster as Sonner, toast as show } from "sonner";

/** Short news about what was just done. Never the only place of an error or a receipt. */
export const toast = { done: show.success, failed: show.error, note: show.message };

export function Toaster({ theme }: { theme: "light" | "dark" }) {
  return (
    <Sonner
      theme={theme}
      position="bottom-right"
      closeButton
      toastOptions={{
        classNames: {
          toast: "!rounded-lg !border-divider !bg-surface !text-ink !shadow-float !font-sans",
          description: "!text-muted",
          success: "[&_[data-icon]]:!text-verified",
          error: "[&_[data-icon]]:!text-failed",
        },
      }}
    />
  );
}
