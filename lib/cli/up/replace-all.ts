/** `touchstone restart`: processes of a running index are replaced one after another, each by one that is ready before it goes. */
import type { Restarted } from "../data-folder.ts";
import type { Child } from "./child.ts";

/** Beside web processes; the database and what only a demonstration has stay. */
const REPLACEABLE = /^(worker|sequencer)(-\d)?$/;

/** In order: a standby before its leader, which it then follows. */
export function replaceable(children: readonly Child[]): Child[] {
  return children.filter(({ spec }) => REPLACEABLE.test(spec.name)).toReversed();
}

/** `prepare`: what all of them read when they start. Ends at the first that cannot be replaced. Never rejects. */
export async function replaceAll(
  children: readonly Child[],
  prepare: () => void,
  step: (name: string, replace: () => Promise<void>) => Promise<void>,
): Promise<Restarted> {
  const replaced: string[] = [];
  if (children.length === 0) return { replaced, failed: "It does not serve yet: there was nothing to replace." };
  try {
    prepare();
  } catch (error) {
    return { replaced, failed: error instanceof Error ? error.message : String(error) };
  }
  for (const child of children) {
    const { name } = child.spec;
    try {
      await step(name, () => child.replace());
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { replaced, failed: `${name} could not be replaced: ${why}` };
    }
    replaced.push(name);
  }
  return { replaced };
}

/**
 * One run at a time: whoever asks while one is under way is told of one that began later, and so is who asked before.
 * `tell` is called when nobody waits for another.
 */
export function oneAtATime(run: () => Promise<Restarted>, tell: (outcome: Restarted) => void): () => Promise<void> {
  let isAsked = false;
  let running: Promise<void> | undefined;
  const untilNobodyAsks = async (): Promise<void> => {
    for (;;) {
      isAsked = false;
      const outcome = await run();
      if (!isAsked) return tell(outcome);
    }
  };
  return () => {
    isAsked = true;
    running ??= untilNobodyAsks().finally(() => {
      running = undefined;
    });
    return running;
  };
}
