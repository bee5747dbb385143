/** Days count back from the seed's "now". Slugs lead to ids by identity.ts. */
export type SeedKey = {
  slug: string;
  name: string;
  owner: string;
  created: number;
  deleted?: number;
  /** Days after creation. */
  lives?: number;
  scopes?: string[];
};

export type SeedAccount = { slug: string; name: string; created: number; keys: SeedKey[] };

export type SeedProject = {
  slug: string;
  name: string;
  created: number;
  archived?: number;
  residency?: string;
  createdBy: string;
  owners: string[];
  teams: string[];
  members: string[];
  accounts: SeedAccount[];
  keys: SeedKey[];
};

function key(
  slug: string,
  owner: string,
  created: number,
  name: string,
  rest: Partial<SeedKey> = {},
): SeedKey {
  return { slug, owner, created, name, ...rest };
}

function account(slug: string, created: number, ...keys: SeedKey[]): SeedAccount {
  return { slug, name: slug, created, keys: keys.length ? keys : [key(slug, slug, created, "Secret Key")] };
}

export const seedProjects: SeedProject[] = [
  {
    slug: "default",
    name: "Default project",
    created: 900,
    createdBy: "katharina.weiss",
    owners: [],
    teams: ["development", "platform", "data", "product", "sales", "support"],
    members: [],
    accounts: [],
    keys: [
      key("default-first", "katharina.weiss", 880, "first test"),
      key("default-ito", "sho.ito", 500, "cli"),
      key("default-schaefer", "tobias.schaefer", 430, "Angebotstexte"),
      key("default-hoffmann", "clara.hoffmann", 310, "prototype"),
    ],
  },
  {
    slug: "support-assistant",
    name: "顧客対応アシスタント",
    created: 640,
    residency: "JP_STORAGE",
    createdBy: "kenta.sato",
    owners: ["daisuke.takahashi"],
    teams: ["support"],
    members: ["misaki.suzuki", "hayato.kimura"],
    accounts: [
      account(
        "support-prod",
        620,
        key("support-prod", "support-prod", 620, "production"),
        key("support-prod-2", "support-prod", 130, "production (rotated)", { scopes: ["model.request"] }),
      ),
      account("support-staging", 600),
    ],
    keys: [
      key("support-takahashi", "daisuke.takahashi", 420, "notebook"),
      key("support-kimura", "hayato.kimura", 240, "laptop"),
    ],
  },
  {
    slug: "document-search",
    name: "Dokumentensuche",
    created: 580,
    residency: "EU_STORAGE_PROCESSING",
    createdBy: "katharina.weiss",
    owners: ["lukas.mueller"],
    teams: ["platform"],
    members: ["sophie.lehmann", "mehmet.oeztuerk"],
    accounts: [account("search-api", 570), account("search-indexer", 565)],
    keys: [
      key("search-mueller", "lukas.mueller", 560, "dev"),
      key("search-boehm", "maximilian.boehm", 270, "reindex experiments"),
    ],
  },
  {
    slug: "contract-review",
    name: "Vertragsprüfung",
    created: 390,
    residency: "EU_STORAGE_PROCESSING",
    createdBy: "katharina.weiss",
    owners: ["anneliese.gross"],
    teams: ["legal"],
    members: ["bjoern.koehler"],
    accounts: [account("contracts-worker", 385)],
    keys: [
      key("contracts-koehler", "bjoern.koehler", 380, "local"),
      key("contracts-wojcik", "aleksandra.wojcik", 185, "Prüfung", { lives: 365 }),
    ],
  },
  {
    slug: "code-review",
    name: "Code review",
    created: 365,
    createdBy: "kenta.sato",
    owners: ["emre.yilmaz"],
    teams: ["development", "platform"],
    members: [],
    accounts: [account("ci-reviewer", 360)],
    keys: [
      key("review-ito", "sho.ito", 350, "editor"),
      key("review-yoshida", "takuya.yoshida", 345, "editor"),
      key("review-suzuki", "misaki.suzuki", 340, "editor"),
      key("review-yilmaz", "emre.yilmaz", 330, "editor"),
      key("review-krueger", "paul.krueger", 145, "Editor"),
      key("review-hashimoto", "riku.hashimoto", 60, "editor"),
      key("review-ishikawa", "rin.ishikawa", 30, "editor", { lives: 90 }),
    ],
  },
  {
    slug: "data-labeling",
    name: "データラベリング",
    created: 300,
    residency: "JP_STORAGE",
    createdBy: "kenta.sato",
    owners: ["yumiko.tanaka"],
    teams: ["data"],
    members: [],
    accounts: [account("labeling-batch", 298)],
    keys: [
      key("labeling-tanaka", "yumiko.tanaka", 296, "notebook"),
      key("labeling-inoue", "mari.inoue", 280, "notebook"),
      key("labeling-hayashi", "yuto.hayashi", 210, "notebook", { deleted: 120 }),
    ],
  },
  {
    slug: "marketing-studio",
    name: "Marketing studio",
    created: 255,
    createdBy: "katharina.weiss",
    owners: ["jana.novakova"],
    teams: ["marketing"],
    members: ["clara.hoffmann"],
    accounts: [account("campaign-writer", 250)],
    keys: [
      key("studio-novakova", "jana.novakova", 250, "Kampagnen"),
      key("studio-yamada", "hanako.yamada", 245, "コピー作成"),
    ],
  },
  {
    slug: "invoice-extraction",
    name: "Rechnungserfassung",
    created: 230,
    residency: "EU_STORAGE_PROCESSING",
    createdBy: "juergen.schroeder",
    owners: ["bjoern.koehler"],
    teams: ["finance"],
    members: ["emre.yilmaz"],
    accounts: [account("invoice-worker", 228)],
    keys: [key("invoice-koehler", "bjoern.koehler", 225, "=SUM(A1)", { deleted: 80 })],
  },
  {
    slug: "voice-of-customer",
    name: "Voice of the customer",
    created: 200,
    createdBy: "kenta.sato",
    owners: ["ryuichi.matsumoto"],
    teams: ["product", "data"],
    members: [],
    accounts: [account("voc-nightly", 195)],
    keys: [
      key("voc-watanabe", "naoki.watanabe", 190, "analysis"),
      key("voc-demir", "oemer.demir", 110, "analysis"),
    ],
  },
  {
    slug: "translation",
    name: "翻訳 / Übersetzung",
    created: 120,
    createdBy: "katharina.weiss",
    owners: ["mari.inoue", "sophie.lehmann"],
    teams: ["product", "marketing"],
    members: ["lena.vogel"],
    accounts: [account("translator", 118)],
    keys: [
      key("translation-vogel", "lena.vogel", 110, "figma plugin"),
      key("translation-sorensen", "greta.soerensen", 80, "docs"),
    ],
  },
  {
    slug: "research-sandbox",
    name: "Research sandbox 🧪",
    created: 90,
    createdBy: "kenta.sato",
    owners: ["naoki.watanabe"],
    teams: ["data"],
    members: ["paul.krueger"],
    accounts: [account("sandbox-agent", 88)],
    keys: [
      key("sandbox-watanabe", "naoki.watanabe", 89, "agents"),
      key("sandbox-abe", "wataru.abe", 10, "はじめて"),
    ],
  },
  {
    slug: "hackathon",
    name: "Hackathon 2025",
    created: 395,
    archived: 250,
    createdBy: "kenta.sato",
    owners: ["sho.ito"],
    teams: ["development"],
    members: ["tobias.schaefer", "jana.novakova"],
    accounts: [account("hackathon-bot", 394)],
    keys: [
      key("hackathon-ito", "sho.ito", 394, "hack"),
      key("hackathon-schaefer", "tobias.schaefer", 393, "Hack"),
    ],
  },
];
