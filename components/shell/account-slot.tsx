"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { ButtonLink } from "#components/ui/link.tsx";
import { whoAmIQuery } from "#lib/client/account/who.ts";
import { followed } from "#lib/client/follow/follow-store.ts";
import { useFollows } from "#lib/client/follow/use-follows.ts";

function SignIn() {
  return (
    <ButtonLink variant="quiet" href="/sign-in" className="whitespace-nowrap">
      Sign in
    </ButtonLink>
  );
}

// The account's code brings schemas and signatures with it: only whom it is for loads it.
const AccountMenu = dynamic(() => import("#components/account/account-menu.tsx").then((module) => module.AccountMenu), {
  ssr: false,
  loading: SignIn,
});

const AlertBell = dynamic(() => import("#components/follow/alert-bell.tsx").then((module) => module.AlertBell), {
  ssr: false,
});

const ReviewBell = dynamic(() => import("#components/review/review-bell.tsx").then((module) => module.ReviewBell), {
  ssr: false,
});

/** The right corner of the bar: "Sign in" at once; of whoever is signed in or follows somebody, the account's menu and the bells. */
export function AccountSlot() {
  const who = useQuery(whoAmIQuery).data;
  const isSignedIn = who != null && who.session !== null;
  const isFollowing = followed(useFollows()).length > 0;
  return (
    <>
      {isSignedIn && who.maintainer ? <ReviewBell /> : null}
      {isSignedIn || isFollowing ? <AlertBell /> : null}
      {isSignedIn ? <AccountMenu /> : <SignIn />}
    </>
  );
}
