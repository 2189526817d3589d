import {
  BadgeCheck,
  DoorClosed,
  HeartPulse,
  KeyRound,
  ListChecks,
  PenLine,
  RotateCw,
  Scale,
  Tag,
  TriangleAlert,
} from "lucide-react";
import type { DutySort } from "#lib/client/operator/duties/duty.ts";

/** One shape for each sort of clock; its word stands beside it wherever it is read. */
export const CLOCK_ICONS: Record<DutySort, typeof Tag> = {
  renewal: RotateCw,
  incident: TriangleAlert,
  case: Scale,
  price: Tag,
  "sign-of-life": HeartPulse,
  key: KeyRound,
  name: BadgeCheck,
  signature: PenLine,
  closing: DoorClosed,
  step: ListChecks,
};
