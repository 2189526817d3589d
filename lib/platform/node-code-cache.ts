/** For threads and processes that get nothing else of our environment: where Node keeps the code that it compiled. */
export function codeCacheEnv(): { readonly NODE_COMPILE_CACHE?: string } {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}
