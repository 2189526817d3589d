/**
 * Requests per address and minute, counted in this process's memory: the first, cheapest bound on floods. The lasting
 * budgets are in the database, in the transaction of the insert.
 */
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { AggregateKey, Form } from "#lib/state/forms.ts";
import type { Policy } from "#lib/statement/bodies.ts";
import { ServiceError } from "../service-error.ts";

export type Spent = { readonly limit: number; readonly remaining: number; readonly resetSeconds: number };

const WINDOW_SECONDS = 60;

export class AddressLimiter {
  readonly #limiters = new Map<string, RateLimiterMemory>();

  /** Spends one of `limit` requests in a minute under a name. Throws `rate-limited` when they are used up. */
  async spend(name: string, address: string, limit: number): Promise<Spent> {
    const limiter = this.#limiterOf(name, limit);
    try {
      const result = await limiter.consume(address);
      return { limit, remaining: result.remainingPoints, resetSeconds: Math.ceil(result.msBeforeNext / 1000) };
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const wait = Math.ceil(error.msBeforeNext / 1000);
      throw new ServiceError("rate-limited", `This address may send ${limit} such requests a minute.`, {
        retryAfterSeconds: wait,
      });
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

/** What holds while the genesis entry is not projected yet. */
const BEFORE_GENESIS: Policy["budgets"] = {
  registeredPerHour: 600,
  unregisteredPerHour: 20,
  addressPerMinute: 120,
  unregisteredPerAddressPerHour: 60,
};

/** The budgets in force, from the projected policy. */
export function budgetsOf(view: { get(key: AggregateKey): Form | undefined }): Policy["budgets"] {
  const form = view.get("policy");
  return form?.aggregate === "policy" ? form.policy.budgets : BEFORE_GENESIS;
}
