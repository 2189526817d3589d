/**
 * Asks the database for many at once: questions of one kind share a query when they come in one turn of the event loop,
 * or while an answer is under way. Nobody waits for company by the clock.
 */
import { setImmediate } from "node:timers/promises";

/** Answers in the order of the questions. What it throws, every asker of that batch is told. */
export type AskAll<Q, A> = (questions: readonly Q[]) => Promise<readonly A[]>;

type Asked<Q, A> = {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
};

/** One question's answer out of batches of at most `most`, one batch at a time. */
export function together<Q, A>(askAll: AskAll<Q, A>, most: number): (question: Q) => Promise<A> {
  let waiting: Asked<Q, A>[] = [];
  let isAsking = false;

  const askOnce = async (): Promise<void> => {
    const batch = waiting.slice(0, most);
    waiting = waiting.slice(most);
    try {
      const answers = await askAll(batch.map(({ question }) => question));
      if (answers.length !== batch.length) throw new RangeError("One answer for each question was asked for.");
      for (const [at, { resolve }] of batch.entries()) resolve(answers[at] as A);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  const askAllWaiting = async (): Promise<void> => {
    isAsking = true;
    while (waiting.length > 0) {
      // Requests that have arrived are read first: under load a turn brings many.
      await setImmediate();
      await askOnce();
    }
    isAsking = false;
  };

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (!isAsking) void askAllWaiting();
    });
}
