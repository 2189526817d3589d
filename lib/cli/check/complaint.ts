/** One broken house rule: where, which rule, and what to do about it. `place` is a path from the repository root. */
export type Complaint = { place: string; rule: string; detail: string };
