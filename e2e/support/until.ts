/** Waiting for a condition, not for a time: looks again and again until it holds, and fails loudly at a deadline. */

const LOOK_EVERY_MS = 25;

/** What `look` answers once it answers something; an error that it throws counts as "not yet". Throws at the deadline. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 60_000,
): Promise<T> {
  const giveUpAt = performance.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
    } catch (error) {
      last = error;
    }
    if (performance.now() > giveUpAt) {
      const reason = last instanceof Error ? ` (${last.message})` : "";
      throw new Error(`Not within ${withinMs / 1000} s: ${what}${reason}.`);
    }
    await nextLook();
  }
}

/** The pause between two looks. */
export function nextLook(ms = LOOK_EVERY_MS): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
