import { notFound } from "next/navigation";
import { Markdown } from "#components/docs/markdown.tsx";
import { hrefOfLink, readDoc } from "#lib/server/services/docs/read-doc.ts";

/** One document of the repository. */
export function DocText({ slug }: { slug: string }) {
  const doc = readDoc(slug);
  if (doc === undefined) notFound();
  return (
    <article className="max-w-3xl">
      <Markdown text={doc.markdown} resolve={(href) => hrefOfLink(doc, href)} />
    </article>
  );
}
