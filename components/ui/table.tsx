import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";
import { SoftLink } from "./link.tsx";
import { ScrollFrame } from "./scroll-frame.tsx";

/** Written out by spreading: the card layout changes `display`, and some browsers then drop the native roles. */
const roles = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
} as const;

/**
 * A real table. Below 640 px each row becomes a card: give every `Td` its `label`. The frame scrolls sideways by itself, never the page.
 */
export function Table({
  caption,
  captionHidden = true,
  cards = true,
  dense = false,
  className,
  children,
}: {
  /** What the table holds, in words; also names its scroll frame. */
  caption: string;
  captionHidden?: boolean;
  /** Rows become cards below 640 px. */
  cards?: boolean;
  dense?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <ScrollFrame label={caption} className={cx("max-w-full overflow-x-auto rounded-sm", className)}>
      <table
        {...roles.table}
        data-cards={cards || undefined}
        data-dense={dense || undefined}
        className="group/table w-full border-collapse text-left text-base leading-tight"
      >
        <caption className={captionHidden ? "sr-only" : "pb-2 text-left text-muted text-sm"}>{caption}</caption>
        {children}
      </table>
    </ScrollFrame>
  );
}

export function THead({ children }: { children: ReactNode }) {
  return (
    <thead {...roles.rowgroup} className="border-divider border-b max-sm:group-data-cards/table:sr-only">
      <tr {...roles.row}>{children}</tr>
    </thead>
  );
}

export function TBody({ children }: { children: ReactNode }) {
  return (
    <tbody {...roles.rowgroup} className="max-sm:group-data-cards/table:block">
      {children}
    </tbody>
  );
}

export function Tr({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      {...roles.row}
      className={cx(
        "border-divider border-b last:border-b-0 hover:bg-hover",
        "max-sm:group-data-cards/table:flex max-sm:group-data-cards/table:flex-col max-sm:group-data-cards/table:gap-1 max-sm:group-data-cards/table:py-2.5",
        className,
      )}
      {...props}
    />
  );
}

export type Sort = {
  direction: "ascending" | "descending" | "none";
  /** Sorting by URL: the link that sorts by this column next. */
  href?: string;
  onSort?: () => void;
};

/** A column head. With `sort` it holds a button or link and says its state by `aria-sort`. */
export function Th({
  sort,
  numeric = false,
  className,
  children,
}: {
  sort?: Sort;
  numeric?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const Icon = { ascending: ArrowUp, descending: ArrowDown, none: ChevronsUpDown }[sort?.direction ?? "none"];
  const inner = cx("inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-ink", numeric && "flex-row-reverse");
  const content = (
    <>
      {children}
      {sort ? <Icon aria-hidden className="size-3.5" /> : null}
    </>
  );
  return (
    <th
      {...roles.columnheader}
      scope="col"
      aria-sort={sort?.direction}
      className={cx(
        "whitespace-nowrap px-3 py-1.5 font-medium text-muted text-xs first:pl-1 last:pr-1",
        numeric && "text-right",
        sort && sort.direction !== "none" && "text-ink",
        className,
      )}
    >
      {sort?.href ? (
        <SoftLink href={sort.href} stays className={inner}>
          {content}
        </SoftLink>
      ) : sort?.onSort ? (
        <button type="button" className={inner} onClick={sort.onSort}>
          {content}
        </button>
      ) : (
        children
      )}
    </th>
  );
}

/** A cell. `label` repeats the column's name on the card of small screens; `head` makes it the row's name. */
export function Td({
  label,
  numeric = false,
  head = false,
  className,
  children,
}: {
  label?: string;
  numeric?: boolean;
  head?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const Cell = head ? "th" : "td";
  return (
    <Cell
      role={head ? "rowheader" : "cell"}
      {...(head ? { scope: "row" as const } : {})}
      className={cx(
        "px-3 py-2 align-baseline first:pl-1 last:pr-1 group-data-dense/table:py-1",
        head && "font-medium",
        numeric && "text-right max-sm:group-data-cards/table:text-left",
        "max-sm:group-data-cards/table:flex max-sm:group-data-cards/table:px-0 max-sm:group-data-cards/table:py-0",
        // A row's name can be a sentence: it heads its card, and the short values stand opposite their labels.
        head
          ? "max-sm:group-data-cards/table:flex-col"
          : "max-sm:group-data-cards/table:justify-between max-sm:group-data-cards/table:gap-4",
        className,
      )}
    >
      {label ? (
        <span
          aria-hidden
          className="hidden shrink-0 font-normal text-muted text-sm max-sm:group-data-cards/table:inline"
        >
          {label}
        </span>
      ) : null}
      {/* A box of its own: a link alone in its cell is then no link within running text. As a table it stands on its
          first line, like the cells beside it; whatever spaces it holds are kept by the block within. */}
      <span
        className={cx(
          "inline-table min-w-0 max-w-full max-sm:group-data-cards/table:inline-block",
          label && !head && "max-sm:group-data-cards/table:text-right",
        )}
      >
        <span className="block">{children}</span>
      </span>
    </Cell>
  );
}
