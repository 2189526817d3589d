// The rings of docs/adr/0002-rings-and-their-enforcement.md. Imports point inward only:
//
//   kernel ◄ log ◄ statement ◄ {keys, disclosure, …} ◄ evidence ◄ state ◄ contract ◄ {server, client, cli, simulate}
//                                                                  components, app on top
//
// Tests obey the same rules as the code beside them, except that they may read one another's neighbours inward.

/** Core rings, innermost first. Folders of one row are siblings and never import each other. */
const RINGS = [
  ["kernel"],
  ["log"],
  ["statement"],
  ["keys", "disclosure", "dispute", "reputation", "selection"],
  ["evidence"],
  ["state"],
  ["contract"],
];
/** The outer siblings: each may import the core, none may import another. */
const SHELLS = ["server", "client", "cli", "simulate"];

/** Helpers of tests. They stand with the ring that they build on; tests of inner rings may use them, code never. */
const TEST_HELPERS = "/testing/|/test-[^/]+[.]ts$";
const TEST_CODE = `[.]test[.]tsx?$|${TEST_HELPERS}`;

const core = RINGS.flat();
const folder = (names) => `^lib/(${names.join("|")})/`;
const within = (path) => ({ path });

/** npm packages that the core may import; each stands in docs/adr/0016-dependencies.md. */
const CORE_PACKAGES = "node_modules/(@noble/(ed25519|hashes|curves)|zod|fflate|structured-headers)/";

/** A ring may reach itself and everything further in, nothing further out. */
const ringRules = RINGS.map((names, depth) => ({
  name: `ring-${names[0]}-imports-inward-only`,
  comment: `lib/${names.join(", lib/")} may import only what stands further in.`,
  severity: "error",
  from: within(folder(names)),
  to: {
    path: `^(${folder([...RINGS.slice(depth + 1).flat(), ...SHELLS]).slice(1)}|components/|app/|prisma/|e2e/)`,
    pathNot: TEST_HELPERS,
  },
}));

const siblingRules = [...RINGS.filter((names) => names.length > 1), SHELLS].flatMap((names) =>
  names.map((name) => ({
    name: `sibling-${name}-stands-alone`,
    comment: "Siblings of one ring never import each other; shared shapes live further in.",
    severity: "error",
    from: within(folder([name])),
    to: { path: folder(names.filter((other) => other !== name)) },
  })),
);

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...ringRules,
    ...siblingRules,
    {
      name: "platform-imports-core-only",
      comment: "lib/platform holds what Node processes of different shells share: one adapter, no server, no command.",
      severity: "error",
      from: within("^lib/platform/"),
      to: { path: folder(SHELLS) },
    },
    {
      name: "provider-imports-core-only",
      comment:
        "lib/provider is what others build into their services: it brings no index, no page and no command along.",
      severity: "error",
      from: within("^lib/provider/"),
      to: { path: folder(SHELLS) },
    },
    {
      name: "core-knows-no-platform",
      comment:
        "The core takes its platform as an argument; what is pure it may ask for by the name #native (ADR 0045).",
      severity: "error",
      // Written out instead of by name, the import would be refused by tsconfig.core.json.
      from: { path: folder(core), pathNot: "^lib/kernel/(base|bytes|ed25519|hash)[.]ts$" },
      to: { path: "^lib/(platform|provider)/" },
    },
    {
      name: "browser-knows-no-node",
      comment: "lib/platform/node-*.ts is for Node processes; the rest of lib/platform runs on WebCrypto in both.",
      severity: "error",
      from: within("^(lib/client|components)/"),
      to: { path: "^lib/platform/node-" },
    },
    {
      name: "platform-says-node",
      comment: "A platform file that needs a Node module says so in its name.",
      severity: "error",
      from: { path: "^lib/platform/", pathNot: "^lib/platform/node-|[.]test[.]ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "shell-imports-no-screen",
      comment: "Nothing in lib knows a page or a component.",
      severity: "error",
      from: within("^lib/"),
      to: { path: "^(components|app|e2e)/" },
    },
    {
      name: "only-tests-import-bench",
      comment: "A test may run a fuzzer for a short while that a bench runs for long; shipped code runs neither.",
      severity: "error",
      from: { path: "^(lib|components|app)/", pathNot: "[.]test[.]tsx?$" },
      to: { path: "^bench/" },
    },
    {
      name: "core-imports-few-packages",
      comment: "The core's packages are few, named and justified (ADR 0016); contract adds the OpenAPI generator.",
      severity: "error",
      from: { path: folder(core), pathNot: "[.]test[.]ts$" },
      to: { path: "node_modules/", pathNot: `${CORE_PACKAGES}|node_modules/@hono/zod-openapi/` },
    },
    {
      name: "openapi-only-in-contract",
      comment: "Only the contract speaks OpenAPI.",
      severity: "error",
      from: { path: folder(core.filter((name) => name !== "contract")), pathNot: "[.]test[.]ts$" },
      to: { path: "node_modules/@hono/" },
    },
    {
      name: "core-does-no-io",
      comment: "No Node module inside the core: it runs in browser, server, worker and CLI alike.",
      severity: "error",
      from: { path: folder(core), pathNot: "[.]test[.]ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "client-runs-in-the-browser",
      comment: "No Node module in the client or in components.",
      severity: "error",
      from: { path: "^(lib/client|components)/", pathNot: "[.]test[.]tsx?$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "components-know-no-server",
      comment: "Components import client, contract and core: props in, events out.",
      severity: "error",
      from: within("^components/"),
      to: { path: "^(lib/(server|cli|simulate)|app)/" },
    },
    {
      name: "primitives-know-no-feature",
      comment: "components/ui holds no domain word: it imports no feature, no core ring and no client.",
      severity: "error",
      from: within("^components/ui/"),
      to: { path: "^(components/(?!ui/)|lib/)" },
    },
    {
      name: "app-is-thin",
      comment: "A page calls services and components; it never reaches into the CLI, the sequencer or the database.",
      severity: "error",
      from: within("^app/"),
      to: { path: "^lib/(cli|simulate|server/(sequencer|projector|jobs))/" },
    },
    {
      name: "pages-for-all-know-no-reader",
      comment: "Public pages are drawn once for whoever asks (ADR 0125): none reads a cookie, a header or a session.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/(operator/|api/|layout[.]tsx$)" },
      to: { path: "^lib/server/auth/|node_modules/next/headers" },
    },
    {
      name: "nothing-imports-app",
      comment: "app is on top.",
      severity: "error",
      from: { pathNot: "^app/" },
      to: { path: "^app/" },
    },
    {
      name: "code-imports-no-test",
      comment: "Shipped code never imports a test, a helper of tests, a journey or a benchmark.",
      severity: "error",
      // `npm run db` is a developer's tool: it makes a throw-away cluster to compare migrations with the schema.
      from: { path: "^(lib|components|app)/", pathNot: `${TEST_CODE}|^lib/server/db/command[.]ts$` },
      to: { path: `^(e2e|bench)/|${TEST_CODE}` },
    },
    {
      name: "no-circular",
      comment: "A cycle has no inside.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphan",
      comment: "A file that nothing imports and that imports nothing is dead.",
      severity: "error",
      from: { orphan: true, path: "^(lib|components)/", pathNot: "[.](test|config|d)[.]tsx?$|[.]mjs$" },
      to: {},
    },
    {
      name: "no-unresolvable",
      comment: "Every import resolves.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^#?lib/server/db/generated/" },
    },
    {
      name: "no-undeclared-package",
      comment: "A package that is imported is declared in package.json.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "shipped-code-uses-no-dev-package",
      comment: "What runs in production stands under dependencies. Types are erased and do not count.",
      severity: "error",
      from: {
        path: "^(lib|components|app)/",
        pathNot: `${TEST_CODE}|^lib/server/db/command[.]ts$|^lib/cli/(check|docs|test|conformance|db|bench|browser)[^/]*[.]ts$|^lib/cli/(check|test|db)/`,
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: "node_modules/@types/" },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(lib/server/db/generated|[.]next)/" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".tsx", ".d.ts", ".mjs", ".cjs", ".js", ".json", ".css"],
    },
  },
};
