import Link from "next/link";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ProbedAreas } from "#components/organizations/probed-areas.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { ProbedArea } from "#lib/organizations/probe.ts";

type ConnectedOrganizationProps = { slug: string; name: string; areas: ProbedArea[] };

export function ConnectedOrganization({ slug, name, areas }: ConnectedOrganizationProps) {
  const t = useTranslations("organizations");
  const isWhole = areas.every(({ verdict }) => verdict === "allowed");
  return (
    <div className="grid gap-4">
      <Alert tone={isWhole ? "success" : "warning"} title={t("connected", { name })} announce>
        <p>{isWhole ? t("connectedWhole") : t("connectedPartly")}</p>
      </Alert>
      <ProbedAreas areas={areas} />
      <div className="flex justify-end">
        <Link href={`/o/${slug}`} className={buttonClass({ variant: "primary" })}>
          {t("open", { name })}
        </Link>
      </div>
    </div>
  );
}
