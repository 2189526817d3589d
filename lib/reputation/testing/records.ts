/** Items for tests, plain unless a test says otherwise. */
import { PLAIN, type RecordItem } from "../record-item.ts";

/** 2026-11-27. */
export const TODAY = 20_784;

const BARE: RecordItem = {
  id: "0",
  entry: 0,
  day: TODAY,
  type: "audit",
  ...PLAIN,
};

/** One item; by itself a clean audit of today by the index. */
export function item(facts: Partial<RecordItem> = {}): RecordItem {
  return { ...BARE, ...facts };
}
