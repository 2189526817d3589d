import { beforeAll, describe, expect, test, vi } from "vitest";
import type { z } from "zod";
import { openRepository } from "../../lib/cli/check/repository.ts";
import { repositoryRoot } from "./scratch-repository.ts";

type Text = z.core.$ZodType & { readonly _zod: { constr: (def: unknown) => Text; def: { checks?: z.core.$ZodCheck[] } } };

/** Every schema of a text that a module makes, with those that its checks make of it. */
const texts = vi.hoisted(() => [] as { schema: unknown; path: string }[]);
const loading = vi.hoisted(() => ({ path: "" }));

vi.mock("zod", async (original) => {
  const zod = await original<typeof import("zod")>();
  const note = <T>(made: T): T => {
    const schema = made as Text;
    texts.push({ schema, path: loading.path });
    const { constr } = schema._zod;
    // A check makes a copy: noted as well, by a constructor that makes noted ones.
    Object.defineProperty(schema._zod, "constr", {
      value: function (def: unknown) {
        return note(new (constr as unknown as new (def: unknown) => Text)(def));
      },
    });
    return made;
  };
  const z = { ...zod.z, string: (...given: Parameters<typeof zod.z.string>) => note(zod.z.string(...given)) };
  return { ...zod, z };
});

const modules = import.meta.glob(["../../lib/**/*.ts", "!../../lib/**/*.test.ts", "!../../lib/server/**"]);
const repository = openRepository(repositoryRoot);

describe("x", () => {
  test("list", async () => {
    const out = new Set<string>();
    for (const [path, load] of Object.entries(modules)) {
      if (!repository.read(path.slice(6)).includes("z.string()")) continue;
      loading.path = path;
      await load().catch((error) => out.add(`${path} ${error}`));
    }
    for (const { schema, path } of texts) {
      let bound = Infinity;
      let row = "";
      for (const check of (schema as Text)._zod.def.checks ?? []) {
        const def = (check as z.core.$ZodChecks)._zod.def as any;
        if (def.check === "max_length" && def.abort) bound = def.maximum;
        else if (def.check === "max_length") row += ` max ${def.maximum}!`;
        else if (def.check === "string_format" && bound === Infinity) row += ` ${def.pattern}`;
        else if (def.check === "min_length") continue;
        else if (bound === Infinity) row += ` ${def.check}`;
      }
      if (row !== "") out.add(`${path}${row}`);
    }
    console.log([...out].join("\n"));
  });
});
