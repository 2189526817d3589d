/** `cannot-check`: this code does not know the form of the address or signature; nothing is said about it. */
export type SignatureAnswer = "valid" | "invalid" | "cannot-check";

/** Runs a check of a library that throws for bytes of a wrong form: those are no signature. */
export function validIf(check: () => boolean): SignatureAnswer {
  try {
    return check() ? "valid" : "invalid";
  } catch {
    return "invalid";
  }
}
