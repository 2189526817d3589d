"use client";
import { Bell } from "lucide-react";
import dynamic from "next/dynamic";
import { Button } from "#components/ui/button.tsx";

function Waiting() {
  return (
    <Button size="sm" disabled>
      <Bell aria-hidden />
      Follow
    </Button>
  );
}

// Asks who is signed in, which a reader's first paint must not wait for.
const FollowSwitch = dynamic(() => import("./follow-switch.tsx").then((module) => module.FollowSwitch), {
  ssr: false,
  loading: Waiting,
});

/** Follows a provider: in this browser, or for the account that is signed in. `since`: the log's time of the page. */
export function FollowButton(props: { id: string; name: string; since: string }) {
  return <FollowSwitch {...props} />;
}
