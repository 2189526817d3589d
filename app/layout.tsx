import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Guide } from "#components/guide/lazy-guide.tsx";
import { AccountSlot } from "#components/shell/account-slot.tsx";
import { SimulatedClock } from "#components/shell/lazy-clock.tsx";
import { Providers } from "#components/shell/providers.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { tokens } from "#components/ui/tokens.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { inter, interExt, mono } from "./fonts.ts";

export const metadata: Metadata = {
  title: { default: "Touchstone: the open service index for Prex", template: "%s · Touchstone" },
  description:
    "Signed disclosures of Prex instances and PAID services in an append-only log that anyone can check in the browser.",
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: tokens.light.surface },
    { media: "(prefers-color-scheme: dark)", color: tokens.dark.surface },
  ],
};

/** What time it is in a demonstration; undefined everywhere else. */
async function simulatedNow(): Promise<string | undefined> {
  const { publicKeys, follower } = webContext();
  return publicKeys.clock === "simulated" ? formatInstant(await follower.logTime()) : undefined;
}

function clock(now: string): ReactNode {
  const personas = webContext().world?.personas.map(({ did, name }) => ({ did, name }));
  return <SimulatedClock now={Date.parse(now)} personas={personas} />;
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const now = await simulatedNow();
  return (
    <html
      lang="en"
      data-site-now={now}
      suppressHydrationWarning
      className={`${inter.variable} ${interExt.variable} ${mono.variable}`}
    >
      <body className="font-sans antialiased">
        <Providers nonce={nonce}>
          <Shell
            account={<AccountSlot />}
            clock={now === undefined ? null : clock(now)}
            guide={webContext().world === undefined ? null : <Guide />}
          >
            {children}
          </Shell>
        </Providers>
      </body>
    </html>
  );
}
