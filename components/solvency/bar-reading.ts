/** Moves a reading position: arrows by one, Home and End to the edges, Escape leaves; "other": not for the chart. */
export function readingAfter(key: string, at: number | undefined, length: number): number | undefined | "other" {
  const last = length - 1;
  if (key === "ArrowRight" || key === "ArrowUp") return Math.min(last, (at ?? -1) + 1);
  if (key === "ArrowLeft" || key === "ArrowDown") return Math.max(0, (at ?? length) - 1);
  if (key === "Home") return 0;
  if (key === "End") return last;
  return key === "Escape" ? undefined : "other";
}
