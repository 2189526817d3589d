"use client";
import { Bell, BellRing } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import { useFollow } from "#lib/client/follow/use-follow.ts";

/** One press follows, the next one ends it; what that means is said once, where it was pressed. */
export function FollowSwitch({ id, name, since }: { id: string; name: string; since: string }) {
  const { follows, isSignedIn, follow, unfollow } = useFollow();
  const isFollowed = id in follows.own || id in follows.account;
  const failed = (error: Error) => toast.failed("Nothing was changed", { description: error.message });
  const press = () => {
    if (isFollowed)
      return unfollow.mutate(id, { onSuccess: () => toast.done(`You no longer follow ${name}`), onError: failed });
    const description =
      isSignedIn === true
        ? "For your account: the bell above tells what matters, and your webhooks do."
        : "In this browser alone: the bell above tells what matters. Nobody else knows.";
    follow.mutate(
      { id, since },
      { onSuccess: () => toast.done(`You follow ${name}`, { description }), onError: failed },
    );
  };
  const Icon = isFollowed ? BellRing : Bell;
  return (
    <Button
      size="sm"
      aria-pressed={isFollowed}
      busy={follow.isPending || unfollow.isPending}
      disabled={isSignedIn === undefined}
      onClick={press}
    >
      <Icon aria-hidden />
      {isFollowed ? "Following" : "Follow"}
      <span className="sr-only"> {name}</span>
    </Button>
  );
}
