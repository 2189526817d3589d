import { toast as show } from "sonner";

/** Short news about what was just done. Never the only place of an error or a receipt. */
export const toast = { done: show.success, failed: show.error, note: show.message };
