import type { Metadata } from "next";
import type { Specimen } from "#components/gallery/gallery-section.ts";
import { GALLERY } from "#components/gallery-index.ts";
import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import type { ThemeName } from "#components/ui/tokens.ts";

export const metadata: Metadata = { title: "Gallery", robots: { index: false } };

const THEMES: readonly ThemeName[] = ["light", "dark"];

export default function GalleryPage() {
  return (
    <>
      <PageHeading
        title="Gallery"
        lead="Every component in every state, light and dark side by side. What is not here does not exist."
      />
      <nav aria-label="Sections" className="mb-8 flex flex-wrap gap-x-5 gap-y-1">
        {GALLERY.map((section) => (
          <Link key={section.id} look="quiet" href={`#${section.id}`} className="inline-flex min-h-6 items-center">
            {section.title}
          </Link>
        ))}
      </nav>
      <div className="flex flex-col gap-12">
        {GALLERY.map((section) => (
          <section key={section.id} aria-labelledby={section.id}>
            <SectionHeading id={section.id}>{section.title}</SectionHeading>
            <div className="flex flex-col gap-8">
              {section.specimens.map((specimen) => (
                <Shown key={specimen.title} specimen={specimen} />
              ))}
            </div>
          </section>
        ))}
      </div>
    </>
  );
}

function Shown({ specimen }: { specimen: Specimen }) {
  return (
    <div className="min-w-0">
      <p className="mb-1.5 text-muted text-sm">{specimen.title}</p>
      <div className={cx("grid gap-3", !specimen.wide && "lg:grid-cols-2")}>
        {THEMES.map((theme) => (
          <div key={theme} className={cx(theme, "min-w-0 rounded-lg border border-divider bg-surface p-4 text-ink")}>
            {specimen.render(theme)}
          </div>
        ))}
      </div>
    </div>
  );
}
