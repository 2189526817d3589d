/** Version of the fold: which entries are effective and what they change. 0 may change until release 1.0.0. */
export const FOLD_VERSION = 0;
