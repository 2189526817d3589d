"use client";
import { Toaster as Sonner } from "sonner";

/** Where toasts appear; once per page, loaded after first paint. */
export default function Toaster({ theme }: { theme: "light" | "dark" }) {
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
