/** Where an address leads, for counting only: case, and what follows a plus, make no other mailbox. Total. */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf("@");
  const [name = ""] = address.slice(0, at).toLowerCase().split("+");
  return `${name}${address.slice(at).toLowerCase()}`;
}
