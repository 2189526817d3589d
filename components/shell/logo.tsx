/**
 * The mark: a touchstone (dark stone, on which gold is rubbed to judge it) with one streak. Two shapes on a 16-unit grid,
 * readable at 16 px. `app/icon.svg` repeats it for the browser tab.
 */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false" className="shrink-0">
      <path d="M5.2 1.2 11.6.9 15 5.2l-.6 6.3-4 3.6-6.3-.5L1 10.6l.7-6.2Z" fill="var(--mark-stone)" />
      <path d="M4.1 11.3 10.9 3.5l1.9 1.6-7.4 7.2Z" fill="var(--mark-streak)" />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2">
      <Mark />
      <span className="font-semibold text-lg tracking-tight">Touchstone</span>
    </span>
  );
}
