/** A module of the project as one script for a page, under a global name. */
import path from "node:path";
import { rolldown } from "rolldown";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** `file`: from the root of the checkout. */
export async function iifeOf(file: string, name: string): Promise<string> {
  const build = await rolldown({
    input: path.join(ROOT, file),
    cwd: ROOT,
    platform: "browser",
    transform: { define: { "process.env.NODE_ENV": '"production"', "process.env": "{}" } },
  });
  try {
    const { output } = await build.generate({ format: "iife", name, minify: true });
    return output[0].code;
  } finally {
    await build.close();
  }
}
