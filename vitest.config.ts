import { defineConfig } from "vitest/config";
import { putTestsInMemory } from "./lib/cli/test/test-folder.ts";

putTestsInMemory();

const CORE = [
  "kernel",
  "log",
  "statement",
  "keys",
  "disclosure",
  "dispute",
  "reputation",
  "selection",
  "simulate",
  "evidence",
  "state",
  "contract",
  "client",
  "platform",
  "provider",
];

/** Fault tests that load an index as much as both cores can, and allow no request to be late or cut. */
const ALONE = ["e2e/faults/appenders.test.ts", "e2e/faults/several-webs.test.ts"];

export default defineConfig({
  test: {
    // Two cores: more workers only make each test slower and time limits tighter.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        test: {
          name: "core",
          environment: "node",
          // Pure code keeps no state that a test could leave behind: files share a process and what it has loaded.
          isolate: false,
          include: [...CORE.map((ring) => `lib/${ring}/**/*.test.ts`), "components/**/*.test.{ts,tsx}"],
        },
      },
      {
        // The condition that lets `server-only` be imported.
        ssr: {
          resolve: {
            conditions: ["react-server", "module", "node", "development|production"],
            externalConditions: ["react-server"],
          },
        },
        test: {
          name: "server",
          environment: "node",
          // What these modules keep is by key (pools, parsed keys): files share a process, which loads them once.
          isolate: false,
          // Commands against an index in this process: neither the server nor the commands may import the other.
          include: ["lib/server/**/*.test.ts", "lib/cli/**/*.test.ts", "app/**/*.test.ts", "e2e/commands/**/*.test.ts"],
          exclude: ["lib/cli/check/**"],
          globalSetup: ["lib/server/db/test-cluster.ts"],
        },
      },
      {
        test: {
          name: "house",
          environment: "node",
          include: ["lib/cli/check/**/*.test.ts", "e2e/house/**/*.test.ts"],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "faults",
          environment: "node",
          include: ["e2e/faults/**/*.test.ts", "e2e/adversaries/**/*.test.ts"],
          exclude: ALONE,
          globalSetup: ["e2e/support/stack-template.ts"],
          // Real processes that are killed. Most of the time they start again or wait: two files share the cores well.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "faults-alone",
          environment: "node",
          // After the others, whose copy of a founded index they use.
          include: ALONE,
          sequence: { groupOrder: 1 },
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
