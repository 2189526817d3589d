/** The documentation as files of this repository: `docs/**.md`, and SECURITY.md as `/docs/security`. */
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";

export type Doc = {
  /** Below /docs; "" is the start. */
  readonly slug: string;
  /** Where it lies, relative to the repository: links in it are relative to this. */
  readonly file: string;
  readonly title: string;
  readonly markdown: string;
};

const ROOT = process.cwd();

let known: ReadonlyMap<string, string> | undefined;

/** Slug → file. Read once: only what is listed here is ever opened, so no address reaches another file. */
function files(): ReadonlyMap<string, string> {
  if (known === undefined) {
    const found = globSync("docs/**/*.md", { cwd: ROOT }).map((file) => [slugOfFile(file), file] as const);
    known = new Map([
      ...found,
      ...(existsSync(path.join(ROOT, "SECURITY.md")) ? [["security", "SECURITY.md"] as const] : []),
    ]);
  }
  return known;
}

/** `docs/concepts/the-log.md` → `concepts/the-log`; a folder's README is the folder. */
export function slugOfFile(file: string): string {
  return file
    .replace(/^docs\//, "")
    .replace(/\.md$/, "")
    .replace(/(^|\/)README$/, "");
}

/** Undefined when there is no such page. */
export function readDoc(slug: string): Doc | undefined {
  const file = files().get(slug);
  if (file === undefined) return undefined;
  const markdown = readFileSync(path.join(ROOT, file), "utf8");
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? slug;
  return { slug, file, title: title.replaceAll("`", ""), markdown };
}

/** Where a site runs at first: documents that are read as files link to its pages so. */
const USUAL_PLACE = "http://127.0.0.1:3000/";

/** Address of the page that a link in a document leads to; undefined for what is not a page here. */
export function hrefOfLink(from: Doc, link: string): string | undefined {
  // Whoever reads it on a site means that site, whatever its port.
  if (link.startsWith(USUAL_PLACE)) return link.slice(USUAL_PLACE.length - 1);
  if (/^(https?:|#|mailto:)/.test(link)) return link;
  const [target = "", anchor] = link.split("#");
  if (target.startsWith("/")) return link;
  const file = path.posix.normalize(path.posix.join(path.posix.dirname(from.file), target));
  const isFolder = files().get(slugOfFile(path.posix.join(file, "README.md")));
  const slug = slugOfFile(isFolder === undefined ? file : path.posix.join(file, "README.md"));
  if (!files().has(slug)) return undefined;
  return `/docs${slug === "" ? "" : `/${slug}`}${anchor === undefined ? "" : `#${anchor}`}`;
}

export type NavGroup = {
  readonly title: string;
  readonly links: readonly { readonly href: string; readonly text: string }[];
};

/** The groups of docs/README.md, in its order: bold lead-in, then links. */
export function readDocNav(): NavGroup[] {
  const start = readDoc("");
  if (start === undefined) return [];
  return [...start.markdown.matchAll(/^\*\*(.+?)\.?\*\* (.+)$/gm)].map(([, title = "", rest = ""]) => ({
    title,
    links: [...rest.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].flatMap(([, text = "", link = ""]) => {
      const href = hrefOfLink(start, link);
      return href === undefined ? [] : [{ href, text }];
    }),
  }));
}
