import { type MarkedToken, marked, type Token, type Tokens } from "marked";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";
import { ScrollFrame } from "#components/ui/scroll-frame.tsx";

/** Where a link of the document leads; undefined makes it plain text. */
export type ResolveLink = (href: string) => string | undefined;

/** `id` of a heading, as GitHub writes it: links between documents work in both places. */
export function headingId(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

/**
 * Markdown of this repository as elements. Nothing is ever HTML: raw HTML in a document is shown as the text that it is,
 * so a document cannot bring a script along.
 */
export function Markdown({ text, resolve }: { text: string; resolve: ResolveLink }) {
  return <Blocks tokens={marked.lexer(text)} resolve={resolve} />;
}

type Props = { tokens: readonly Token[] | undefined; resolve: ResolveLink };

function Blocks({ tokens, resolve }: Props) {
  return keyed(tokens).map(([key, token]) => <Block key={key} token={token as MarkedToken} resolve={resolve} />);
}

/** A key per part: its place in the text, which never changes. */
function placed<T>(parts: readonly T[], lengthOf: (part: T) => number): [string, T][] {
  let at = 0;
  return parts.map((part) => {
    const key = `at-${at}`;
    at += lengthOf(part) + 1;
    return [key, part];
  });
}

const keyed = (tokens: readonly Token[] = []) => placed(tokens, ({ raw }) => raw.length);
const cells = (row: readonly Tokens.TableCell[]) => placed(row, ({ text }) => text.length);

const HEADINGS = {
  1: "mb-3 text-2xl",
  2: "mt-8 mb-2 text-xl",
  3: "mt-6 mb-1.5 text-lg",
  4: "mt-4 mb-1 text-base",
} as const;

function Block({ token, resolve }: { token: MarkedToken; resolve: ResolveLink }): ReactNode {
  switch (token.type) {
    case "heading":
      return <Heading token={token} resolve={resolve} />;
    case "paragraph":
      return (
        <p className="my-3">
          <Inline tokens={token.tokens} resolve={resolve} />
        </p>
      );
    case "text":
      return token.tokens === undefined ? plain(token.text) : <Inline tokens={token.tokens} resolve={resolve} />;
    case "code":
      return (
        <ScrollFrame
          label={`To take as it is: ${token.text.slice(0, 60)}`}
          className="my-4 overflow-x-auto rounded-md border border-divider bg-sunken px-3.5 py-3"
        >
          <pre className="font-mono text-sm leading-relaxed">
            <code>{token.text}</code>
          </pre>
        </ScrollFrame>
      );
    case "list":
      return <List token={token} resolve={resolve} />;
    case "table":
      return <DocTable token={token} resolve={resolve} />;
    case "blockquote":
      return (
        <blockquote className="my-4 border-divider border-l-2 pl-4 text-muted">
          <Blocks tokens={token.tokens} resolve={resolve} />
        </blockquote>
      );
    case "hr":
      return <hr className="my-6" />;
    case "html":
      return <p className="my-3">{token.text}</p>;
    default:
      return null;
  }
}

function Heading({ token, resolve }: { token: Tokens.Heading; resolve: ResolveLink }) {
  const depth = token.depth === 1 || token.depth === 2 || token.depth === 3 ? token.depth : 4;
  const Level = `h${depth}` as const;
  return (
    <Level id={headingId(token.text)} className={cx("scroll-mt-20 first:mt-0", HEADINGS[depth])}>
      <Inline tokens={token.tokens} resolve={resolve} />
    </Level>
  );
}

function List({ token, resolve }: { token: Tokens.List; resolve: ResolveLink }) {
  const items = keyed(token.items).map(([key, item]) => (
    <li key={key} className="pl-1">
      <Blocks tokens={item.type === "list_item" ? item.tokens : []} resolve={resolve} />
    </li>
  ));
  const look = "my-3 flex flex-col gap-1 pl-5 marker:text-muted";
  return token.ordered ? (
    <ol start={Number(token.start) || 1} className={cx("list-decimal", look)}>
      {items}
    </ol>
  ) : (
    <ul className={cx("list-disc", look)}>{items}</ul>
  );
}

function DocTable({ token, resolve }: { token: Tokens.Table; resolve: ResolveLink }) {
  return (
    <ScrollFrame
      label={`Table: ${token.header.map(({ text }) => text).join(", ")}`}
      className="my-4 max-w-full overflow-x-auto"
    >
      <table className="w-full border-collapse text-left text-sm leading-snug">
        <thead className="border-divider border-b">
          <tr>
            {cells(token.header).map(([key, cell]) => (
              <th key={key} scope="col" className="px-2.5 py-1.5 font-medium text-muted text-xs first:pl-0">
                <Inline tokens={cell.tokens} resolve={resolve} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {placed(token.rows, (row) => row.length).map(([key, row]) => (
            <tr key={key} className="border-divider border-b last:border-b-0">
              {cells(row).map(([place, cell]) => (
                <td key={place} className="px-2.5 py-1.5 align-top first:pl-0">
                  <Inline tokens={cell.tokens} resolve={resolve} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

function Inline({ tokens, resolve }: Props): ReactNode {
  return keyed(tokens).map(([key, token]) => <Span key={key} token={token as MarkedToken} resolve={resolve} />);
}

function Span({ token, resolve }: { token: MarkedToken; resolve: ResolveLink }): ReactNode {
  switch (token.type) {
    case "text":
      return token.tokens === undefined ? plain(token.text) : <Inline tokens={token.tokens} resolve={resolve} />;
    case "escape":
      return token.text;
    case "strong":
      return (
        <strong className="font-semibold">
          <Inline tokens={token.tokens} resolve={resolve} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inline tokens={token.tokens} resolve={resolve} />
        </em>
      );
    case "codespan":
      return <code className="break-words rounded-sm bg-sunken px-1 font-mono text-[0.93em]">{token.text}</code>;
    case "br":
      return <br />;
    case "link": {
      const href = resolve(token.href);
      const content = <Inline tokens={token.tokens} resolve={resolve} />;
      return href === undefined ? content : <Link href={href}>{content}</Link>;
    }
    case "html":
      return token.text;
    default:
      return token.raw;
  }
}

/** The lexer leaves entities in plain text as they were written. */
function plain(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
