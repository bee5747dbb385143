import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { root } from "./system/root.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const compose = read("deploy/compose.yaml");
const image = read("deploy/Containerfile");
const all = [compose, image, read("deploy/README.md")].join("\n");
const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      command: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.string()).default({}),
      expose: z.array(z.string()).default([]),
      healthcheck: z.object({ test: z.array(z.string()).optional() }).optional(),
    }),
  ),
});
/** As an engine reads it: anchors and merges resolved, every word of a command a string. */
const { services: parts } = Compose.parse(parse(compose, { merge: true }));
const found = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map(([, part = ""]) => part)),
];

/** What .dockerignore keeps out of the image, as beginnings and ends of paths. */
const ignored = read("deploy/Containerfile.dockerignore").split("\n").filter(Boolean);
const isInImage = (path: string) =>
  !ignored.some((rule) =>
    rule.startsWith("**/*") ? path.endsWith(rule.slice(4)) : path === rule || path.startsWith(`${rule}/`),
  );

describe("what the containers run", () => {
  const programs = found(all, /\b((?:scripts|lib|bin|prisma|twin)\/[\w/-]+\.ts)\b/g);

  test("is there, and in the image", () => {
    expect(programs.length).toBeGreaterThan(5);
    expect(programs.filter((path) => !existsSync(join(root, path)) || !isInImage(path))).toEqual([]);
  });

  test("with the condition by which its packages choose their entry", () => {
    for (const program of programs.filter((path) => /^(lib|bin|prisma)\//.test(path)))
      expect(all).not.toMatch(new RegExp(`node",? "?${program}|node ${program}`));
  });

  test("from sources that the image is not built without", () => {
    const needed = [
      "app",
      "components",
      "lib",
      "messages",
      "public",
      "prisma",
      "scripts",
      "twin",
      "bin",
      "next.config.mjs",
    ];
    const copied = [
      ...needed,
      "instrumentation.ts",
      "proxy.ts",
      "postcss.config.mjs",
      "tsconfig.json",
      "package-lock.json",
    ];
    expect(copied.filter((path) => !existsSync(join(root, path)) || !isInImage(path))).toEqual([]);
  });
});

describe("the environment of the containers", () => {
  const known = new Set(found(read(".env.example"), /^#?\s?([A-Z][A-Z0-9_]+)=/gm));

  test("is one that the console knows", () => {
    const given = found(compose, /^\s{4,6}((?:METSUKE|OPENAI|SMTP|LOG|DATABASE)_\w+):/gm);
    expect(given.length).toBeGreaterThan(10);
    expect(given.filter((name) => !known.has(name))).toEqual([]);
  });

  test("is asked for where there is no default, and deploy/example.env names what is asked for", () => {
    const required = found(compose, /\$\{(\w+):\?/g);
    const offered = found(read("deploy/example.env"), /^#?([A-Z_]+)=/gm);
    expect(required).toContain("METSUKE_SECRET");
    expect(required.filter((name) => !offered.includes(name))).toEqual([]);
    // Anything else has a default: an unset variable would silently become nothing.
    expect(found(compose, /\$\{(\w+)\}/g)).toEqual([]);
  });

  test("leaves a container time to drain and to end what is in flight", () => {
    const seconds = (name: string) => Number(new RegExp(`${name}: "?(\\d+)`).exec(compose)?.[1]);
    const grace = seconds("METSUKE_DRAIN_SECONDS") + seconds("METSUKE_GRACE_SECONDS");
    expect(seconds("stop_grace_period")).toBeGreaterThan(grace);
  });
});

test("every service waits for services that there are, on volumes that are declared", () => {
  const services = found(compose, /^ {2}([a-z]+):$/gm);
  const waited = found(compose, /^ {6}([a-z]+): \{ condition: service_\w+ \}/gm);
  expect(waited.filter((name) => !services.includes(name))).toEqual([]);
  const named = found(compose, /(?:volumes: \["|- )([a-z-]+):\//g);
  expect(named.length).toBeGreaterThan(2);
  expect(
    named.filter(
      (name) => !new RegExp(`^ {2}${name}:$`, "m").test(compose.slice(compose.indexOf("\nvolumes:"))),
    ),
  ).toEqual([]);
});

test("what is run to see whether a part is well are programs that can be run", () => {
  const scripts = Object.values(parts).flatMap(({ healthcheck }) => {
    const [how, program, flag, script] = healthcheck?.test ?? [];
    return how === "CMD" && program === "node" && flag === "-e" && script ? [script] : [];
  });
  const [ofImage] = found(image, /^ {2}CMD \["node", "-e", "(.*)"\]$/gm);
  expect(scripts).toHaveLength(3);
  for (const script of [...scripts, ofImage ?? "}"]) expect(() => new Script(script)).not.toThrow();
});

test("the worker is asked where it listens, the twin where it is told to, and the proxy leads to web's port", () => {
  const { worker, twin, web } = parts;
  expect(web?.healthcheck?.test?.join(" ")).toContain(`:${web?.expose[0]}/api/health/ready`);
  expect(worker?.healthcheck?.test?.join(" ")).toContain(`:${worker?.environment["METSUKE_WORKER_PORT"]}/`);
  expect(twin?.command).toContain("4100");
  expect(twin?.healthcheck?.test?.join(" ")).toContain(":4100/");
  const caddy = read("deploy/Caddyfile");
  expect(web?.expose).toEqual(found(caddy, /^\s+port (\d+)$/gm));
  expect(image).toContain(`PORT=${web?.expose[0]}`);
  expect(Object.keys(parts)).toContain(found(caddy, /^\s+name (\w+)$/gm)[0]);
});

test("the proxy is given every variable that its file reads", () => {
  const asked = found(read("deploy/Caddyfile"), /\{\$([A-Z_]+)[:}]/g);
  expect(asked).toContain("SITE");
  expect(Object.keys(parts["proxy"]?.environment ?? {})).toEqual(asked);
});

test("the image is built and run by the Node that the bootstrap would fetch", () => {
  const [pinned] = found(read("scripts/bootstrap/ensure-runtime.mjs"), /const pinned = "([\d.]+)"/g);
  expect(image).toContain(`ARG NODE=node:${pinned}-`);
});

test("pruning the image leaves the lock alone: a build is known by it", () => {
  expect(image).toMatch(/npm prune --omit=dev --no-save\b/);
});

test("nothing that always runs waits for a part that only a profile starts, unless it may be absent", () => {
  const optional = found(compose, /^ {2}(\w+):\n(?: {4}.*\n)*? {4}profiles:/gm);
  expect(optional).toEqual(["twin"]);
  for (const name of optional) {
    const waits = [...compose.matchAll(new RegExp(`^ {6}${name}: (\\{.*condition.*\\})$`, "gm"))];
    expect(waits.length).toBeGreaterThan(0);
    for (const [, how] of waits) expect(how).toContain("required: false");
  }
});
