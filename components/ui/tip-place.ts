/** Between the control and what is said of it, and from there to the window's edge. CSS px. */
const GAP = 6;
const EDGE = 8;

type Size = { readonly width: number; readonly height: number };
type Box = Size & { readonly left: number; readonly top: number };

/** Where the words on a control stand in the window: above it, below where there is no room, never past an edge. CSS px. */
export function placeOfTip(control: Box, tip: Size, window: Size): { readonly left: number; readonly top: number } {
  const above = control.top - GAP - tip.height;
  const middle = control.left + (control.width - tip.width) / 2;
  return {
    left: Math.max(EDGE, Math.min(middle, window.width - EDGE - tip.width)),
    top: above >= EDGE ? above : control.top + control.height + GAP,
  };
}
