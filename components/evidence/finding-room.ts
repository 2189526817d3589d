/**
 * The room for what a check found, kept from the first moment on, so that nothing moves when it comes: whether the index logged
 * the same, the finding in its frame, and who signed: 186 px for a signed answer, 267 to 329 on a telephone. Within
 * `data-unsigned`, where nobody signed: 112 px, 208 on a telephone.
 */
export const FINDING_ROOM = "min-h-72 sm:min-h-46.5 in-data-unsigned:min-h-52 sm:in-data-unsigned:min-h-28";
