/**
 * Requests per address and minute: the first, cheapest bound on floods, counted in this process's memory, or in the
 * database where several web processes serve. The lasting budgets are in the transaction of the insert.
 */
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { ServiceError } from "../service-error.ts";

export type Spent = { readonly limit: number; readonly remaining: number; readonly resetSeconds: number };

/** Requests of the window, this one included, and when the next window begins. */
export type Counted = { readonly spent: number; readonly msBeforeNext: number };

/** Counts one request under a name and an address. */
export type AddressCount = {
  readonly count: (name: string, address: string, limit: number) => Promise<Counted>;
};

const WINDOW_SECONDS = 60;

const usedUp = ({ limit }: Spent): string => `This address may send ${limit} such requests a minute.`;

export class AddressLimiter {
  readonly #counter: AddressCount;

  constructor(counter: AddressCount = new OwnCount()) {
    this.#counter = counter;
  }

  /** Spends one of `limit` requests in a minute under a name. Throws `rate-limited` when they are used up, in the words given. */
  async spend(name: string, address: string, limit: number, says: (used: Spent) => string = usedUp): Promise<Spent> {
    const { spent, msBeforeNext } = await this.#counter.count(name, address, limit);
    const resetSeconds = Math.ceil(msBeforeNext / 1000);
    if (spent <= limit) return { limit, remaining: limit - spent, resetSeconds };
    throw new ServiceError("rate-limited", says({ limit, remaining: 0, resetSeconds }), {
      retryAfterSeconds: resetSeconds,
    });
  }
}

/** In this process's memory. */
class OwnCount implements AddressCount {
  readonly #limiters = new Map<string, RateLimiterMemory>();

  async count(name: string, address: string, limit: number): Promise<Counted> {
    try {
      const result = await this.#limiterOf(name, limit).consume(address);
      return { spent: result.consumedPoints, msBeforeNext: result.msBeforeNext };
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return { spent: limit + 1, msBeforeNext: error.msBeforeNext };
    }
  }

  #limiterOf(name: string, limit: number): RateLimiterMemory {
    const key = `${name}:${limit}`;
    let limiter = this.#limiters.get(key);
    if (limiter === undefined) {
      limiter = new RateLimiterMemory({ keyPrefix: name, points: limit, duration: WINDOW_SECONDS });
      this.#limiters.set(key, limiter);
    }
    return limiter;
  }
}
