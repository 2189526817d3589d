/** What sentences about entries need: the names that readers know people and providers by, and reasons in words. */

/** `proven` false: shown as "unproven name". */
export type ProviderLabel = {
  readonly id: string;
  readonly name: string;
  readonly kind: "instance" | "service";
  readonly proven: boolean;
};

export type Names = {
  /** The index's own did. */
  readonly index: string;
  /** Display names by did. */
  readonly participants: Readonly<Record<string, string>>;
  /** By provider id. */
  readonly providers: Readonly<Record<string, ProviderLabel>>;
  /** Ids of the providers that registrations founded, and of those whose cases rulings decide, by statement hash. */
  readonly founded: Readonly<Record<string, string>>;
  /** Why void entries have no effect, by code: the titles of the problem pages. */
  readonly reasons: Readonly<Record<string, string>>;
};
