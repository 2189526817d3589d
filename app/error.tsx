"use client";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { ErrorState } from "#components/ui/states.tsx";

/** A bug or an unreachable database while a page was made. Says that nothing is lost, what still works, and the id. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <h1 className="sr-only">This page could not be made</h1>
      <ErrorState
        title="This page could not be made"
        requestId={error.digest}
        action={
          <>
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
            <ButtonLink href="/verify">Check a receipt instead</ButtonLink>
          </>
        }
      >
        The fault is on our side, and nothing was changed or half written. What you typed is kept in this browser.
        Checking receipts works without our server.
      </ErrorState>
    </>
  );
}
