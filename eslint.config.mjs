import { defineConfig, globalIgnores } from "eslint/config";
import next from "eslint-config-next/core-web-vitals";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** Who may write to the database, and who may read across organizations: see CONTRIBUTING.md. */
const writersOnly = {
  regex: "^#lib/db-writer\\.ts$",
  message: "Write through lib/audit/change.ts: no write without a trail.",
};
const acrossOrganizations = {
  regex: "^#lib/db\\.ts$",
  message: "Pages read through scoped(actor) in lib/scoped.ts: every query belongs to one organization.",
};
const serverHalves = [
  {
    regex: "^use-intl$",
    allowTypeImports: true,
    message: "Use components/intl: its messages come parsed from the server.",
  },
  {
    regex: "^nuqs(/adapters.*)?$",
    message: "The browser reads the address with useUrlParams; nuqs/server parses it.",
  },
];
const onceAProcess = {
  name: "globalThis",
  message: "What a process has once is kept by lib/process-wide.ts.",
};
const outwardOnly = {
  regex: "^(#app/|#components/|next(-auth)?(/|$))",
  message: "lib knows nothing of the web: see the arrows in docs/architecture.md.",
};

export default defineConfig([
  globalIgnores([
    ".next/**",
    ".data/**",
    ".runtime/**",
    "lib/generated/**",
    "next-env.d.ts",
    "test-results/**",
  ]),
  ...next,
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ["**/*.ts", "**/*.tsx"] })),
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "no-console": ["error", { allow: ["error"] }],
    },
  },
  {
    files: ["**/*.test.ts", "e2e/**"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-unsafe-assignment": "off" },
  },
  { files: ["scripts/**", "bin/**", "bench/**", "twin/**"], rules: { "no-console": "off" } },
  {
    files: ["lib/**", "app/**", "components/**"],
    ignores: ["lib/env.ts", "lib/testing/**", "**/*.test.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Read configuration from lib/env.ts." },
      ],
    },
  },
  {
    files: ["lib/**", "app/**", "components/**"],
    ignores: ["lib/process-wide.ts", "**/*.test.ts"],
    rules: { "no-restricted-globals": ["error", onceAProcess] },
  },
  {
    files: ["app/**", "components/**"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [writersOnly, acrossOrganizations, ...serverHalves] }],
    },
  },
  {
    files: ["lib/**"],
    ignores: [
      "lib/audit/change.ts",
      "lib/db.ts",
      "lib/scoped.ts",
      "lib/replica.ts",
      "lib/sync/**",
      "lib/rollups/**",
      "lib/jobs/**",
      "lib/background-jobs/**",
      "lib/testing/**",
      "lib/action.ts",
      "lib/auth/**",
      "**/*.test.ts",
    ],
    rules: { "no-restricted-imports": ["error", { patterns: [writersOnly, outwardOnly] }] },
  },
  prettier,
]);
