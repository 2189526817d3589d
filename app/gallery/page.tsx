import type { Metadata } from "next";
import { GALLERY } from "#components/gallery-index.ts";
import { Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";

export const metadata: Metadata = { title: "Gallery", robots: { index: false } };

/** The sections of the gallery and what each shows. */
export default function GalleryPage() {
  return (
    <>
      <PageHeading
        title="Gallery"
        lead="Every component in every state, light and dark side by side. What is not here does not exist."
      />
      <ul className="grid gap-x-12 gap-y-8 sm:grid-cols-2">
        {GALLERY.map(({ id, title, specimens }) => (
          <li key={id} className="min-w-0">
            <h2 className="text-lg">
              <Link href={`/gallery/${id}`}>{title}</Link>
            </h2>
            <ul className="mt-1 text-muted text-sm">
              {specimens.map((specimen) => (
                <li key={specimen.title}>{specimen.title}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}
