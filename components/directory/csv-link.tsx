import { Download } from "lucide-react";
import { askedQuery } from "#components/asked-query.ts";
import type { ButtonSize } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { getTranslations } from "#lib/i18n/server.ts";

type CsvLinkProps = {
  organization: string;
  /** Where the file is, below the organization: "members/export", "download/trail". */
  path: string;
  /** In the head of a card, whose buttons are small. */
  size?: ButtonSize;
};

/** Downloads the table with the filters of the address; every page of it, not only the one that is shown. */
export async function CsvLink({ organization, path, size }: CsvLinkProps) {
  const [t, asked] = await Promise.all([
    getTranslations("common"),
    askedQuery(["before", "after", "sort", "dir", "view"]),
  ]);
  const query = new URLSearchParams(asked);
  return (
    <a
      className={buttonClass({ variant: "secondary", ...(size && { size }) })}
      href={`/o/${organization}/${path}?${query.toString()}`}
      download
    >
      <Download aria-hidden />
      {t("downloadCsv")}
    </a>
  );
}
