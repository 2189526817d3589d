"use client";
import { CircleCheck, Footprints, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { keepWalk } from "#lib/client/guide/kept-walk.ts";
import { useWalk, type Walking } from "#lib/client/guide/use-walk.ts";

/** The step to do, under the bar of every page, as long as somebody is on a walk. No other part of a page knows of it. */
export default function Guide() {
  const walking = useWalk();
  return walking === undefined ? null : <Strip {...walking} />;
}

/** `name`: of the region, where several stand in one page. */
export function Strip({
  kept,
  walk,
  step,
  says,
  isHere,
  target,
  begun,
  name = `Guided walk: ${walk.title}`,
}: Walking & { name?: string }) {
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    if (begun > 0) strip.current?.focus({ preventScroll: true });
  }, [begun]);
  useFocusWhereItWasLost(strip, kept.at);
  const leave = () => keepWalk(undefined);
  return (
    <section
      ref={strip}
      tabIndex={-1}
      aria-label={name}
      data-print="hide"
      data-guide-strip=""
      className="sticky top-14 z-20 border-divider border-b border-l-4 border-l-link bg-surface px-4 py-2 shadow-float outline-none sm:px-6"
    >
      <div className="mx-auto grid max-w-page grid-cols-[1fr_auto] items-start gap-x-4 gap-y-1.5 lg:grid-cols-[auto_1fr_auto_auto] lg:items-center">
        <p className="flex items-center gap-2 text-sm">
          <Footprints aria-hidden className="size-4 shrink-0 text-link" />
          <span className="font-medium">{walk.title}</span>
          <span className="text-muted tabular-nums">
            {step === undefined ? "done" : `step ${kept.at + 1} of ${walk.steps.length}`}
          </span>
        </p>
        <div role="status" className="order-3 col-span-2 lg:order-none lg:col-span-1">
          {step === undefined ? (
            <p className="flex gap-2 font-medium">
              <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-verified" />
              {walk.ends}
            </p>
          ) : (
            <p>{says}</p>
          )}
        </div>
        <div className="order-4 col-span-2 flex flex-wrap items-center gap-2 lg:order-none lg:col-span-1">
          {step === undefined ? (
            <a href="/demonstration#walks" className={buttonClass("secondary", "sm")}>
              Another walk
            </a>
          ) : (
            <>
              {isHere ? null : <WayThere href={step.href ?? kept.start} />}
              {target === undefined ? null : (
                <Button size="sm" onClick={() => show(target)}>
                  Show me
                </Button>
              )}
              <Button size="sm" variant="quiet" onClick={() => keepWalk({ ...kept, at: kept.at + 1 })}>
                Skip this step
              </Button>
            </>
          )}
        </div>
        <IconButton size="sm" label="Leave the walk" icon={<X />} onClick={leave} />
      </div>
    </section>
  );
}

/** Who used a control that is gone would begin at the top of the page again: the next thing to do stands here. */
function useFocusWhereItWasLost(strip: { readonly current: HTMLElement | null }, at: number): void {
  const before = useRef(at);
  useEffect(() => {
    if (before.current === at) return;
    before.current = at;
    const focused = document.activeElement;
    if (focused === null || focused === document.body || focused.id === "main")
      strip.current?.focus({ preventScroll: true });
  }, [strip, at]);
}

/** Brings the control into sight and the focus to it. */
function show(target: HTMLElement): void {
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
  target.focus({ preventScroll: true });
}

/** A plain link: one of the pages may speak to other hosts, and must be asked for anew. */
function WayThere({ href }: { href: string }) {
  return (
    <a href={href} className={buttonClass("secondary", "sm")}>
      Go there
    </a>
  );
}
