"use client";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

type Panel = "palette" | "keys";
type Shell = { panel: Panel | undefined; open: (panel: Panel) => void; close: () => void };

const ShellContext = createContext<Shell>({ panel: undefined, open: () => undefined, close: () => undefined });

/** Which of the two shell panels (command palette, keyboard sheet) is open; one at a time. */
export function ShellProvider({ children }: { children: ReactNode }) {
  const [panel, setPanel] = useState<Panel | undefined>(undefined);
  const shell = useMemo(() => ({ panel, open: setPanel, close: () => setPanel(undefined) }), [panel]);
  return <ShellContext value={shell}>{children}</ShellContext>;
}

export function useShell(): Shell {
  return useContext(ShellContext);
}
