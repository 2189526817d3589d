/** Bounds of what an account follows and where it is told; apart, so that pages need no schemas to say them. */
export const MOST_FOLLOWS = 200;
export const MOST_WEBHOOKS = 3;
export const MOST_SEARCHES = 5;
/** Test sends of an account in an hour. */
export const TESTS_PER_HOUR = 10;
