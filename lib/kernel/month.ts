/** Months as text, "2026-11", in UTC: they compare as they follow each other. */
import { formatInstant, type Instant } from "./instant.ts";

export function monthOf(at: Instant): string {
  return formatInstant(at).slice(0, 7);
}

/** "2026-12" to "2027-01". */
export function nextMonth(month: string): string {
  const [year, nth] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return nth === 12 ? `${pad(year + 1, 4)}-01` : `${pad(year, 4)}-${pad(nth + 1, 2)}`;
}

const pad = (count: number, digits: number) => String(count).padStart(digits, "0");
