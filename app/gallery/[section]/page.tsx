import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { Specimen } from "#components/gallery/gallery-section.ts";
import { GALLERY } from "#components/gallery-index.ts";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import type { ThemeName } from "#components/ui/tokens.ts";

const THEMES: readonly ThemeName[] = ["light", "dark"];

type Params = { params: Promise<{ section: string }>; searchParams: Promise<{ once?: string }> };

async function readSection({ params }: Params) {
  const { section } = await params;
  return GALLERY.find(({ id }) => id === section) ?? notFound();
}

export async function generateMetadata(props: Params): Promise<Metadata> {
  return { title: `${(await readSection(props)).title} · Gallery`, robots: { index: false } };
}

/** One section of the gallery: each state of its components in both themes; with `?once` in the theme of the page alone. */
export default async function GallerySectionPage(props: Params) {
  const section = await readSection(props);
  const isOnce = (await props.searchParams).once !== undefined;
  return (
    <>
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[{ text: "Gallery", href: "/gallery" }, { text: section.title }]} />}
        title={section.title}
      />
      <nav aria-label="Sections" className="mb-8 flex flex-wrap gap-x-5 gap-y-1">
        {GALLERY.map(({ id, title }) => (
          <Link
            key={id}
            look="quiet"
            href={`/gallery/${id}${isOnce ? "?once" : ""}`}
            aria-current={id === section.id ? "page" : undefined}
            className="inline-flex min-h-6 items-center"
          >
            {title}
          </Link>
        ))}
      </nav>
      <div className="flex flex-col gap-8">
        {section.specimens.map((specimen) => (
          <Shown key={specimen.title} specimen={isOnce ? { ...specimen, once: true } : specimen} />
        ))}
      </div>
    </>
  );
}

function Shown({ specimen: { title, render, wide, once } }: { specimen: Specimen }) {
  return (
    <div className="min-w-0">
      <h2 className="mb-1.5 font-normal text-muted text-sm">{title}</h2>
      <div className={cx("grid gap-3", !wide && "lg:grid-cols-2")}>
        {(once ? THEMES.slice(0, 1) : THEMES).map((theme) => (
          <div
            key={theme}
            className={cx(!once && theme, "min-w-0 rounded-lg border border-divider bg-surface p-4 text-ink")}
          >
            {render(theme)}
          </div>
        ))}
      </div>
    </div>
  );
}
