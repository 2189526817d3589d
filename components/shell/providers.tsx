"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { ThemeProvider, useTheme } from "next-themes";
import { type ReactNode, useState } from "react";
import { Tooltips } from "#components/ui/tooltips.tsx";
import { ShellProvider } from "./shell-context.tsx";

const Toaster = dynamic(() => import("#components/ui/toaster.tsx"), { ssr: false });

// Schemas would try once whether they may make code from text. The content policy forbids it, and browsers report who tries.
if (typeof window !== "undefined") {
  const config: { jitless?: boolean } = Reflect.get(globalThis, "__zod_globalConfig") ?? {};
  Reflect.set(globalThis, "__zod_globalConfig", Object.assign(config, { jitless: true }));
}

const FRESH_MS = 30_000;

function newQueryClient() {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: FRESH_MS, retry: 1, refetchOnWindowFocus: false } },
  });
}

function ThemedToaster() {
  const { resolvedTheme } = useTheme();
  return <Toaster theme={resolvedTheme === "dark" ? "dark" : "light"} />;
}

/** Everything that components find by context. `nonce` lets the theme's start-up script pass the content security policy. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [queryClient] = useState(newQueryClient);
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem {...(nonce === undefined ? {} : { nonce })}>
      <QueryClientProvider client={queryClient}>
        <ShellProvider>{children}</ShellProvider>
        <Tooltips />
        <ThemedToaster />
      </QueryClientProvider>
    </ThemeProvider>
  );
}
