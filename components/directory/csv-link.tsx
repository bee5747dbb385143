"use client";
import { Download } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { buttonClass } from "#components/ui/button.tsx";

type CsvLinkProps = {
  organization: string;
  /** Where the file is, below the organization: "members/export", "download/trail". */
  path: string;
};

/** Downloads the table with the filters of the address; every page of it, not only the one that is shown. */
export function CsvLink({ organization, path }: CsvLinkProps) {
  const t = useTranslations("common");
  const query = new URLSearchParams(
    [...useSearchParams()].filter(([key]) => !["before", "after", "sort", "dir", "view"].includes(key)),
  );
  return (
    <a
      className={buttonClass({ variant: "secondary" })}
      href={`/o/${organization}/${path}?${query.toString()}`}
      download
    >
      <Download aria-hidden />
      {t("downloadCsv")}
    </a>
  );
}
