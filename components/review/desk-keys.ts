/** What the sheet of keys says of them. */
export const DESK_KEYS = [
  { keys: ["j"], does: "Next case" },
  { keys: ["k"], does: "Case before" },
  { keys: ["n"], does: "Next evidence, unseen first" },
  { keys: ["p"], does: "Evidence before" },
] as const;

export type DeskKey = (typeof DESK_KEYS)[number]["keys"][number];
