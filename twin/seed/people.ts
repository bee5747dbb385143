import type { City } from "#twin/seed/clocks.ts";

/** `joined` and `left` are days before the seed's first day of "now"; who joined before the history began is a founder. */
export type Person = {
  slug: string;
  name: string;
  email: string;
  city: City;
  team: string;
  role: "owner" | "reader";
  joined: number;
  left: number | null;
};

export const domain = "kawaspree.example";

type Details = { role?: "owner"; left?: number };

function person(
  name: string,
  email: string,
  city: City,
  team: string,
  joined: number,
  details: Details = {},
): Person {
  const { role = "reader", left = null } = details;
  return { slug: email, name, email: `${email}@${domain}`, city, team, role, joined, left };
}

export const people: Person[] = [
  person("Katharina Weiß", "katharina.weiss", "berlin", "platform", 900, { role: "owner" }),
  person("佐藤 健太", "kenta.sato", "tokyo", "development", 900, { role: "owner" }),
  person("Jürgen Schröder", "juergen.schroeder", "berlin", "finance", 720, { role: "owner" }),
  person("鈴木 美咲", "misaki.suzuki", "tokyo", "development", 860),
  person("高橋 大輔", "daisuke.takahashi", "tokyo", "development", 810),
  person("田中 由美子", "yumiko.tanaka", "tokyo", "data", 790),
  person("伊藤 翔", "sho.ito", "tokyo", "development", 610),
  person("渡辺 直樹", "naoki.watanabe", "tokyo", "data", 540),
  person("山本 さくら", "sakura.yamamoto", "tokyo", "sales", 520),
  person("中村 亮", "ryo.nakamura", "tokyo", "support", 470),
  person("小林 恵", "megumi.kobayashi", "tokyo", "support", 455),
  person("Lukas Müller", "lukas.mueller", "berlin", "platform", 840),
  person("Anneliese Groß", "anneliese.gross", "berlin", "legal", 700),
  person("Björn Köhler", "bjoern.koehler", "berlin", "platform", 650),
  person("Sophie Lehmann", "sophie.lehmann", "berlin", "data", 600),
  person("Emre Yılmaz", "emre.yilmaz", "berlin", "platform", 560),
  person("Jana Nováková", "jana.novakova", "berlin", "marketing", 500),
  person("Tobias Schäfer", "tobias.schaefer", "berlin", "sales", 480, { left: 210 }),
  person("加藤 裕子", "yuko.kato", "tokyo", "finance", 430),
  person("吉田 拓也", "takuya.yoshida", "tokyo", "development", 415, { left: 95 }),
  person("Friederike Jäger", "friederike.jaeger", "berlin", "support", 372),
  person("山田 花子", "hanako.yamada", "tokyo", "marketing", 355),
  person("Mehmet Öztürk", "mehmet.oeztuerk", "berlin", "data", 340),
  person("Clara Hoffmann", "clara.hoffmann", "berlin", "product", 318),
  person("松本 龍一", "ryuichi.matsumoto", "tokyo", "product", 300),
  person("井上 真理", "mari.inoue", "tokyo", "data", 290),
  person("Maximilian Böhm", "maximilian.boehm", "berlin", "platform", 275, { left: 33 }),
  person("木村 隼人", "hayato.kimura", "tokyo", "development", 250),
  person("Lena Vogel", "lena.vogel", "berlin", "product", 233),
  person("林 優斗", "yuto.hayashi", "tokyo", "data", 215),
  person("Aleksandra Wójcik", "aleksandra.wojcik", "berlin", "legal", 190),
  person("清水 彩", "aya.shimizu", "tokyo", "sales", 175),
  person("Paul Krüger", "paul.krueger", "berlin", "development", 150),
  person("森 大樹", "daiki.mori", "tokyo", "support", 140),
  person("Ömer Demir", "oemer.demir", "berlin", "data", 118),
  person("池田 美穂", "miho.ikeda", "tokyo", "marketing", 101),
  person("Greta Sørensen", "greta.soerensen", "berlin", "product", 84),
  person("橋本 陸", "riku.hashimoto", "tokyo", "development", 66),
  person("Theo Fuchs", "theo.fuchs", "berlin", "support", 52),
  person("石川 凛", "rin.ishikawa", "tokyo", "development", 38),
  person("Nele Brandt", "nele.brandt", "berlin", "platform", 24),
  person("阿部 航", "wataru.abe", "tokyo", "data", 12),
  person("Oscar O'Neill-Zimmermann", "oscar.oneill", "berlin", "sales", 5),
];

export type Team = { slug: string; name: string; isScimManaged: boolean; role: string | null };

/** Teams are groups; those that the identity provider manages cannot be changed by API. `role` is a custom role's slug. */
export const teams: Team[] = [
  { slug: "development", name: "開発部 (Development)", isScimManaged: true, role: null },
  { slug: "platform", name: "Plattform", isScimManaged: true, role: "key-auditor" },
  { slug: "data", name: "データ分析 / Data", isScimManaged: true, role: "usage-viewer" },
  { slug: "product", name: "Product", isScimManaged: false, role: null },
  { slug: "sales", name: "営業部 (Sales)", isScimManaged: false, role: null },
  { slug: "marketing", name: "Marketing", isScimManaged: false, role: null },
  { slug: "support", name: "サポート", isScimManaged: false, role: null },
  { slug: "finance", name: "Finanzen & 経理", isScimManaged: false, role: "usage-viewer" },
  { slug: "legal", name: "Recht & Compliance", isScimManaged: false, role: "key-auditor" },
];

export type Role = {
  slug: string;
  name: string;
  description: string;
  permissions: string[];
  created: number;
};

export const customRoles: Role[] = [
  {
    slug: "key-auditor",
    name: "Key auditor",
    description: "Sees every API key and who owns it",
    permissions: ["api.organization.read", "api.organization.projects.api_keys.read"],
    created: 260,
  },
  {
    slug: "usage-viewer",
    name: "Usage viewer",
    description: "Sees usage and costs",
    permissions: ["api.organization.read", "api.usage.read"],
    created: 220,
  },
];

export type SeedInvite = {
  email: string;
  role: "owner" | "reader";
  by: string;
  sent: number;
  projects: string[];
};

/** Invites that nobody took up; the last ones are still open. `sent` is in days before the seed's "now". */
export const openInvites: SeedInvite[] = [
  {
    email: `freelance.design@${domain}`,
    role: "reader",
    by: "katharina.weiss",
    sent: 160,
    projects: ["marketing-studio"],
  },
  { email: "berater@beratung-nord.example", role: "reader", by: "juergen.schroeder", sent: 44, projects: [] },
  {
    email: `haruto.ogawa@${domain}`,
    role: "reader",
    by: "kenta.sato",
    sent: 9,
    projects: ["support-assistant"],
  },
  {
    email: `isabel.kraemer@${domain}`,
    role: "reader",
    by: "katharina.weiss",
    sent: 2,
    projects: ["contract-review"],
  },
  { email: `souta.fujita@${domain}`, role: "owner", by: "kenta.sato", sent: 1, projects: [] },
];
