import type { Metadata } from "next";
import { DocText } from "./doc-text.tsx";

export const metadata: Metadata = { title: "Documentation" };

export default function DocsStart() {
  return <DocText slug="" />;
}
