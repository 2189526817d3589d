import type { Metadata } from "next";
import { readDoc } from "#lib/server/services/docs/read-doc.ts";
import { DocText } from "../doc-text.tsx";

type Params = { params: Promise<{ slug: string[] }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: readDoc((await params).slug.join("/"))?.title ?? "Not found" };
}

export default async function DocPage({ params }: Params) {
  return <DocText slug={(await params).slug.join("/")} />;
}
