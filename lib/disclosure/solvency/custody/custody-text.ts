/** What the key of a custody address signs: that this provider claims the address, on this log, not before a checkpoint. */

export type CustodyClaim = {
  readonly origin: string;
  readonly provider: string;
  readonly epoch: number;
  /** Root of a checkpoint of that log, base64 as its third line. */
  readonly root: string;
};

/** Five lines, joined by line feeds, none at the end: `touchstone-custody/v1`, origin, provider, epoch, root. */
export function custodyText({ origin, provider, epoch, root }: CustodyClaim): string {
  return ["touchstone-custody/v1", origin, provider, String(epoch), root].join("\n");
}
