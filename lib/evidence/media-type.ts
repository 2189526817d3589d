/** Type and subtype of a `Content-Type`, in lower case and without parameters (RFC 9110, section 8.3.1). */
export function mediaTypeOf(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}
