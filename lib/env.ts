import { z } from "zod";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");

const Environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: z.string().min(1, "is not set: npm start sets it, or name your own Postgres"),
  DATABASE_REPLICA_URL: z.string().optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).default(10),
  METSUKE_DATA_DIR: z.string().default(".data"),
  /** Where finished exports are kept; shared by every web and worker process. */
  METSUKE_EXPORTS_DIR: z.string().optional(),
  /** For how long, in seconds, the reader of an export may take nothing before it is cut off. */
  METSUKE_EXPORT_PATIENCE: z.coerce.number().positive().max(86_400).default(120),
  /** For how many days. */
  METSUKE_EXPORTS_DAYS: z.coerce.number().positive().max(365).default(7),
  METSUKE_URL: z.url().optional(),
  METSUKE_SECRET: z
    .string()
    .refine((value) => Buffer.from(value, "base64").length === 32, "must be 32 bytes in base64"),
  METSUKE_OWNER_EMAIL: z.email().optional(),
  METSUKE_OWNER_PASSWORD: z.string().min(12, "must have 12 characters or more").optional(),
  METSUKE_DEMO: flag.default(false),
  METSUKE_DEMO_PASSWORD: z.string().optional(),
  TWIN_PORT: z.coerce.number().int().min(1).max(65_535).default(4100),
  /** Where the twin is, when it is not on TWIN_PORT of this machine. */
  METSUKE_TWIN_URL: z.url().optional(),
  OPENAI_ADMIN_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.url().optional(),
  SMTP_URL: z.url().optional(),
  /** Asked of whoever reads /api/metrics, as a bearer token. */
  METSUKE_METRICS_TOKEN: z.string().min(16, "must have 16 characters or more").optional(),
  METSUKE_WORKER_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  /** For how long at most a web process renders its pages for itself before it is ready; 0: not at all. */
  METSUKE_WARM_UP_SECONDS: z.coerce.number().min(0).max(300).default(0),
  METSUKE_DRAIN_SECONDS: z.coerce.number().min(0).max(300).default(0),
  METSUKE_GRACE_SECONDS: z.coerce.number().min(0).max(3_600).default(25),
  /** Next.js' own: set by what starts a web process, so that it ends in our order. */
  NEXT_MANUAL_SIG_HANDLE: z.string().optional(),
  METSUKE_REPLICA_LAG_SECONDS: z.coerce.number().min(0).max(3_600).default(10),
  METSUKE_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(1),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

export type Env = z.output<typeof Environment>;

/** Reads and checks the environment. Throws one sentence that names every variable that is wrong. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(present);
  if (parsed.success) return parsed.data;

  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new Error(`The environment is not usable: ${problems.join("; ")}. See .env.example.`);
}

let cached: Env | undefined;

/** The environment of this process, checked once at first use. The only reader of process.env in lib and app. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}
