/**
 * The room for what a check found, kept from the first moment on, so that nothing moves when it comes: whether the index logged
 * the same, the finding in its frame, and who signed; six lines more on a telephone.
 */
export const FINDING_ROOM = "min-h-47 sm:min-h-32";
