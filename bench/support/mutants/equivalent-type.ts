/** Mutants that were read and change nothing that anybody could see, each with its reason. */
export type Equivalent = {
  readonly file: string;
  /** The line's text, without the spaces around it. */
  readonly line: string;
  /** As `npm run bench -- mutants` prints it. */
  readonly change: string;
  readonly because: string;
};
