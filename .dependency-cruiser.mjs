/** The arrows of docs/architecture.md: app → components, lib/<noun> → lib/{db,audit,auth,admin-api}. */
const tests = "\\.(test|spec)\\.tsx?$";
// The few files of lib that may know the framework, each as thin as it can be.
const edges =
  "^lib/(action|page-actor|route-actor|auth/(options|session|session-cookie|current-person)|i18n/server)\\.ts$";

/** @type {import("dependency-cruiser").IConfiguration} */
const configuration = {
  forbidden: [
    {
      name: "no-circles",
      comment: "A circle can't be read from any end: move what both need into a third file.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "lib-knows-nothing-of-the-web",
      comment: "lib is also run by the worker and the CLI: keep app, components and next out of it.",
      severity: "error",
      from: { path: "^lib/", pathNot: [edges, tests] },
      to: { path: ["^(app|components)/", "^node_modules/next/"] },
    },
    {
      name: "primitives-know-no-domain",
      comment: "components/ui holds primitives: pass what they show from outside.",
      severity: "error",
      from: { path: "^components/ui/" },
      to: { path: "^(app|lib/(?!i18n/))" },
    },
    {
      name: "components-know-no-page",
      comment: "A component that needs a page belongs beside that page.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^app/" },
    },
    {
      name: "the-twin-stands-alone",
      comment: "The twin is somebody else's service: it is reached over HTTP and shares no code.",
      severity: "error",
      from: { path: "^twin/", pathNot: tests },
      to: { path: "^(app|components|lib|scripts|prisma|bin)/" },
    },
    {
      name: "web-leaves-work-to-workers",
      comment:
        "What reads upstream or works for long takes connections that pages need: leave a job instead.",
      severity: "error",
      from: { path: "^(app|components)/|^(proxy|instrumentation)\\.ts$", pathNot: tests },
      to: {
        path: "^lib/(sync/run-slice|background-jobs/run|jobs/(worker|registry|do-job))\\.ts$",
        reachable: true,
      },
    },
    {
      name: "nothing-leans-on-tests",
      comment: "Product code must not need what exists for tests.",
      severity: "error",
      from: { path: "^(app|components|lib|twin|bin|prisma)/", pathNot: [tests, "^(lib|twin)/testing/"] },
      to: { path: [tests, "^lib/testing/", "^e2e/"], pathNot: "^lib/testing/factories" },
    },
    {
      name: "nothing-unresolved",
      comment: "The import leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(server-only|node:sqlite)$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["lib/generated", "\\.next/", "\\.css$"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["react-server", "import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};

export default configuration;
