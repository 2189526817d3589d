/** The walk of this browser on the page that is open: the step to do, and the control to do it with. */
import { usePathname } from "next/navigation";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { beginAsked, type KeptWalk, keepWalk, onWalk, readWalk, walkText } from "./kept-walk.ts";
import { stepOn, type Walk, type WalkStep } from "./walk.ts";
import { WALKS } from "./walks.ts";

export type Walking = {
  readonly kept: KeptWalk;
  readonly walk: Walk;
  /** Undefined at the end. */
  readonly step: WalkStep | undefined;
  /** What to do now: the step, or first what is in its way. Undefined at the end. */
  readonly says: string | undefined;
  /** Whether it is done on this page. */
  readonly isHere: boolean;
  /** The control on this page, while it is to be seen. */
  readonly target: HTMLElement | undefined;
  /** How often a walk began on this page. */
  readonly begun: number;
};

const MARK = "data-guided";

function isVisible(element: Element): element is HTMLElement {
  return element instanceof HTMLElement && element.checkVisibility({ visibilityProperty: true });
}

function targetOf(points: readonly string[]): HTMLElement | undefined {
  for (const selector of points) {
    const found = [...document.querySelectorAll(selector)].find(isVisible);
    if (found !== undefined && isVisible(found)) return found;
  }
  return undefined;
}

function look(walk: Walk, at: number, path: string): number {
  const shows = (selector: string) => document.querySelector(selector) !== null;
  return stepOn(walk, at, { path, asks: new URLSearchParams(window.location.search), shows });
}

/** Undefined while nobody walks. */
export function useWalk(): Walking | undefined {
  const path = usePathname();
  const text = useSyncExternalStore(onWalk, walkText, () => "");
  const kept = readWalk(text);
  const [target, setTarget] = useState<HTMLElement>();
  const [isBarred, setBarred] = useState(false);
  const [begun, setBegun] = useState(0);
  const walk = kept === undefined ? undefined : WALKS[kept.walk];
  const step = kept === undefined ? undefined : walk?.steps[kept.at];

  useEffect(() => {
    const begin = () => {
      const { search, hash } = window.location;
      if (beginAsked({ pathname: path, search, hash })) setBegun((times) => times + 1);
    };
    begin();
    window.addEventListener("hashchange", begin);
    return () => window.removeEventListener("hashchange", begin);
  }, [path]);

  const follow = useCallback(() => {
    const now = readWalk(walkText());
    if (now === undefined) return setTarget(undefined);
    const { unless, steps } = WALKS[now.walk];
    const isBarred = unless !== undefined && document.querySelector(unless.shows) !== null;
    setBarred(isBarred);
    if (isBarred) return setTarget(targetOf(unless.points));
    const at = look(WALKS[now.walk], now.at, path);
    if (at !== now.at) keepWalk({ ...now, at });
    const { on, points = [] } = steps[at] ?? {};
    setTarget(on?.test(path) ? targetOf(points) : undefined);
  }, [path]);

  // What is done shows on the page, whoever did it and however: it is looked at whenever it changes, once a frame.
  useEffect(() => {
    if (text === "") return setTarget(undefined);
    let frame: number | undefined;
    const soon = () => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        follow();
      });
    };
    const observer = new MutationObserver(soon);
    const shown = ["data-seat", "data-set-up", "data-holds", "data-verdict", "data-outcome", "data-ruling"];
    const attributeFilter = ["class", "disabled", "hidden", "aria-expanded", ...shown];
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter });
    soon();
    return () => {
      observer.disconnect();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [text, follow]);

  useEffect(() => {
    target?.setAttribute(MARK, "");
    return () => target?.removeAttribute(MARK);
  }, [target]);

  if (kept === undefined || walk === undefined) return undefined;
  const isHere = isBarred || step?.on.test(path) === true;
  const says = isBarred && step !== undefined ? walk.unless?.says : step?.says;
  return { kept, walk, step, says, isHere, target, begun };
}
