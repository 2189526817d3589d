"use client";
import { RegisteredOnly } from "#components/operator/registered-only.tsx";
import { MembersPanel } from "./members-panel.tsx";

/** `/operator/members`. */
export function MembersPage() {
  return (
    <RegisteredOnly title="Members" lead="Who else may act in your name, and how many of your keys must agree.">
      {(registered) => <MembersPanel {...registered} providers={registered.account.providers} />}
    </RegisteredOnly>
  );
}
