import { expect, test } from "vitest";
import { besideBuild } from "./apply-schema.ts";

test("a database in use stays as it is when the pages of this build cannot be built", async () => {
  const applied: string[] = [];
  const pages = Promise.reject(new Error("next build failed"));
  const turn = besideBuild(true, pages, async () => void applied.push("migrations"));
  await expect(turn).rejects.toThrow("next build failed");
  expect(applied).toEqual([]);
});

test("a database in use is changed once the pages stand, a new one while they are built", async () => {
  const done: string[] = [];
  let built: () => void = () => undefined;
  const pages = new Promise<void>((resolve) => {
    built = resolve;
  });
  const inUse = besideBuild(true, pages, async () => void done.push("in use"));
  await besideBuild(false, pages, async () => void done.push("new"));
  done.push("built");
  built();
  await inUse;
  expect(done).toEqual(["new", "built", "in use"]);
});
