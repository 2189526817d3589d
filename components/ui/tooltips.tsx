"use client";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { placeOfTip } from "./tip-place.ts";

/** Before the first opens, ms; the next one opens at once. */
const DELAY_MS = 400;
/** As long as a pointer may be on its way from the control to what is said of it. */
const GRACE_MS = 150;

type Said = { readonly of: Element; readonly text: string };

/**
 * Once, around the application: a control that bears `data-tip` has it said beside it on hover and on focus by keyboard. Never
 * the only place where something is said, so that it is nothing to screen readers. By hand, since the library's was a tenth of
 * all scripts that each page loads.
 */
export function Tooltips() {
  const [said, setSaid] = useState<Said>();
  useEffect(() => listen(setSaid), []);
  return said === undefined ? null : <Tip {...said} />;
}

function listen(say: (said: Said | undefined) => void): () => void {
  let shown: Element | undefined;
  let timer: number | undefined;
  const show = (next: Element | undefined) => {
    window.clearTimeout(timer);
    shown = next;
    const text = next?.getAttribute("data-tip");
    say(next === undefined || !text ? undefined : { of: next, text });
  };
  const later = (next: Element | undefined, ms: number) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(show, ms, next);
  };
  const over = ({ target, pointerType }: PointerEvent) => {
    if (pointerType === "touch" || !(target instanceof Element)) return;
    const next = target.closest("[data-tip]") ?? undefined;
    if (target.closest("[data-tip-said]") !== null || (next !== undefined && next === shown))
      window.clearTimeout(timer);
    else if (next === undefined) later(undefined, GRACE_MS);
    else later(next, shown === undefined ? DELAY_MS : 0);
  };
  const focused = ({ target }: FocusEvent) => {
    const next = target instanceof Element && target.matches(":focus-visible") ? target.closest("[data-tip]") : null;
    if (next !== null) show(next);
  };
  const hide = () => show(undefined);
  const typed = ({ key }: KeyboardEvent) => {
    if (key === "Escape") hide();
  };
  const stop = new AbortController();
  const heard = { signal: stop.signal, capture: true, passive: true };
  document.addEventListener("pointerover", over, heard);
  document.documentElement.addEventListener("pointerleave", hide, { signal: stop.signal, passive: true });
  document.addEventListener("focusin", focused, heard);
  document.addEventListener("focusout", hide, heard);
  document.addEventListener("pointerdown", hide, heard);
  document.addEventListener("keydown", typed, heard);
  document.addEventListener("scroll", hide, heard);
  return () => {
    stop.abort();
    window.clearTimeout(timer);
  };
}

function Tip({ of, text }: Said) {
  const tip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const own = tip.current;
    if (own === null) return;
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const { left, top } = placeOfTip(of.getBoundingClientRect(), own.getBoundingClientRect(), { width, height });
    own.style.left = `${left}px`;
    own.style.top = `${top}px`;
    own.style.visibility = "visible";
  }, [of]);
  return (
    <div
      ref={tip}
      aria-hidden
      data-tip-said=""
      data-print="hide"
      className="invisible fixed top-0 left-0 z-60 w-max max-w-72 rounded-md bg-ink px-2 py-1 text-surface text-xs shadow-float"
    >
      {text}
    </div>
  );
}
