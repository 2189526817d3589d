/** Names that readers know participants and providers by, for sentences about entries. */

/** `proven` false: shown as "unproven name". */
export type ProviderLabel = {
  readonly id: string;
  readonly name: string;
  readonly kind: "instance" | "service";
  readonly proven: boolean;
};

export type Names = {
  /** Display names by did. */
  readonly participants: Readonly<Record<string, string>>;
  /** By provider id. */
  readonly providers: Readonly<Record<string, ProviderLabel>>;
  /** Ids of the providers that registrations founded, by statement hash. */
  readonly founded: Readonly<Record<string, string>>;
};
