import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AnswerPage } from "#components/case/acts/answer-page.tsx";
import { caseIdSchema } from "#lib/contract/common.ts";

export const metadata: Metadata = { title: "Answer a case" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = caseIdSchema.safeParse((await params).id);
  if (!id.success) notFound();
  return <AnswerPage key={id.data} id={id.data} />;
}
