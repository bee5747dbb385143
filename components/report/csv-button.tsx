import { Download } from "lucide-react";
import type { ButtonSize } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { getTranslations } from "#lib/i18n/server.ts";

type CsvButtonProps = {
  /** In the head of a card, whose buttons are small. */ size?: ButtonSize;
  href: string;
  /** What it downloads, where a page has several files. */ label?: string;
};

/** Downloads what is shown, all pages of it; for pages that know the address of their file. */
export async function CsvButton({ href, label, size }: CsvButtonProps) {
  const t = await getTranslations("common");
  return (
    <a className={buttonClass({ variant: "secondary", ...(size && { size }) })} href={href} download>
      <Download aria-hidden />
      {label ?? t("downloadCsv")}
    </a>
  );
}
