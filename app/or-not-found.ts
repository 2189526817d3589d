import { notFound } from "next/navigation";
import { isServiceError } from "#lib/server/services/service-error.ts";

/** What a service reads; the site's page for what does not exist where the service knows nothing of it. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (isServiceError(error) && error.code === "not-found") notFound();
    throw error;
  }
}
