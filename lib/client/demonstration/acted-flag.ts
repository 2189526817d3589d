/** Name of the flag of this browser that says: somebody acted here as a person of the demonstration, whose key may still be here. */
export const ACTED_FLAG = "touchstone:acted";
