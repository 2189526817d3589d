"use client";
import { RegisteredOnly } from "#components/operator/registered-only.tsx";
import { KeysPanel } from "./keys-panel.tsx";

/** `/operator/keys`. */
export function KeysPage() {
  return (
    <RegisteredOnly title="Keys" lead="What signs in your name, where it lives, and how to replace it.">
      {(registered) => <KeysPanel {...registered} providers={registered.account.providers} />}
    </RegisteredOnly>
  );
}
