import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProblemFacts } from "#components/docs/problem-facts.tsx";
import { isProblemCode, PROBLEMS } from "#lib/contract/problems.ts";
import { DocText } from "../../doc-text.tsx";

type Params = { params: Promise<{ code: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { code } = await params;
  return { title: isProblemCode(code) ? PROBLEMS[code].title : "Not found" };
}

export default async function ProblemPage({ params }: Params) {
  const { code } = await params;
  if (!isProblemCode(code)) notFound();
  return (
    <>
      <DocText slug={`problems/${code}`} />
      <div className="mt-8 max-w-3xl">
        <ProblemFacts code={code} />
      </div>
    </>
  );
}
