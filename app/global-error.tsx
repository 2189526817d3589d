"use client";
import "./globals.css";

/** The last net: the layout itself failed, so this page brings its own and needs nothing else. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body className="p-6 font-sans">
        <title>Touchstone could not start this page</title>
        <main className="mx-auto max-w-prose">
          <h1 className="text-2xl">Touchstone could not start this page</h1>
          <p className="mt-2 text-muted">
            The fault is on our side, and nothing was changed or half written.
            {error.digest ? ` Request ${error.digest}.` : ""}
          </p>
          <button
            type="button"
            onClick={reset}
            className="mt-4 rounded-md border border-control px-3 py-1.5 font-medium"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
