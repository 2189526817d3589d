"use client";
import {
  Activity,
  type ComponentPropsWithoutRef,
  type ReactNode,
  use,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { isReaderThere, readerComes } from "./reader-sign.ts";

/** Of one part: whether it is wanted, and what resolves then. */
type Wish = { isSeen: boolean; readonly come: Promise<void>; readonly see: () => void };

function newWish(): Wish {
  let seen = () => {};
  const sight = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const wish: Wish = {
    isSeen: false,
    come: typeof window === "undefined" ? sight : Promise.race([sight, readerComes()]),
    see: () => {
      wish.isSeen = true;
      seen();
    },
  };
  return wish;
}

/**
 * A part of a page that stays the server's HTML until a reader does anything at all on the page or, unless `unseen`, until it
 * comes into view: React takes it over then, in tasks of their own, and at once where it is pressed. Whoever opens a page
 * does not wait for what is further down. For parts that do nothing by themselves before they are seen.
 */
export function Later({
  unseen = false,
  children,
  ...props
}: ComponentPropsWithoutRef<"div"> & { /** Looked at it need not be alive, only touched. */ unseen?: boolean }) {
  const [wish] = useState(newWish);
  const [first] = useState(children);
  // Read anew meanwhile: React takes the old part over before it draws the new one, and would wait for it.
  if (children !== first) wish.see();
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (unseen || part.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      wish.see();
      observer.disconnect();
    });
    observer.observe(part.current);
    return () => observer.disconnect();
  }, [unseen, wish]);
  return (
    <div ref={part} data-later="" {...props}>
      <Activity>
        <WhenWanted wish={wish} part={part}>
          {children}
        </WhenWanted>
      </Activity>
    </div>
  );
}

/**
 * Waits only where there is HTML to stand in its place: what is drawn in the browser anew is drawn at once. `data-later` goes
 * from a part that is alive, which tests wait for.
 */
function WhenWanted({
  wish,
  part,
  children,
}: {
  wish: Wish;
  part: { readonly current: HTMLElement | null };
  children: ReactNode;
}) {
  const isHydrating = useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
  useEffect(() => part.current?.removeAttribute("data-later"), [part]);
  // Behind every hook: React goes on with those of its first attempt, and the reader can have come meanwhile.
  if (isHydrating && typeof window !== "undefined" && !wish.isSeen && !isReaderThere()) use(wish.come);
  return children;
}

const never = () => () => undefined;
