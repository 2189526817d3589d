"use client";
import dynamic from "next/dynamic";
import { ButtonLink } from "#components/ui/link.tsx";

function SignIn() {
  return (
    <ButtonLink variant="quiet" href="/sign-in" className="whitespace-nowrap">
      Sign in
    </ButtonLink>
  );
}

// The account's code brings the contract's schemas with it; a reader's first paint must not wait for those.
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

/** The right corner of the bar: "Sign in" at once, the account's menu and the bell as soon as they are known. */
export function AccountSlot() {
  return (
    <>
      <ReviewBell />
      <AlertBell />
      <AccountMenu />
    </>
  );
}
