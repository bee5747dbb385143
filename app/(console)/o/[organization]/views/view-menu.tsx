"use client";
import { useState } from "react";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { Bookmark } from "lucide-react";
import type { Address } from "#components/address.ts";
import { withQuery } from "#components/address.ts";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import type { ViewItem } from "#lib/views/list.ts";
import type { ViewPath } from "#lib/views/pages.ts";
import { renameViewAction, saveViewAction } from "./actions.ts";
import { ViewForm } from "./view-form.tsx";
import { ViewList } from "./view-list.tsx";
import { ViewTools } from "./view-tools.tsx";

type ViewMenuProps = {
  organization: string;
  page: string;
  /** Where the page is, below the organization. */ path: ViewPath;
  views: ViewItem[];
  mayShare: boolean;
};

function isSaved(result: unknown): result is { id: string; query: string } {
  return typeof result === "object" && result !== null && "id" in result && "query" in result;
}

type Base = `/o/${string}/${ViewPath}`;

function addressOf(base: Base, { id, query }: { id: string; query: string }): Address {
  const params = new URLSearchParams(query);
  params.set("view", id);
  return withQuery(base, params.toString());
}

type FormsProps = ViewMenuProps & {
  asked: "save" | "rename" | null;
  current: ViewItem | undefined;
  query: string;
  base: Base;
  onClose: () => void;
};

function Forms({ asked, current, query, base, onClose, organization, page, mayShare }: FormsProps) {
  const t = useTranslations("views");
  const router = useRouter();
  const shared = { organization, mayShare, onClose };
  if (asked === "save") {
    return (
      <ViewForm
        {...shared}
        action={saveViewAction}
        fields={{ page, query }}
        title={t("save")}
        description={t("saveLead")}
        name=""
        isShared={false}
        onDone={(result) => isSaved(result) && router.replace(addressOf(base, result))}
      />
    );
  }
  if (asked !== "rename" || !current) return null;
  return (
    <ViewForm
      {...shared}
      action={renameViewAction}
      fields={{ viewId: current.id }}
      title={t("rename")}
      description={t("renameLead")}
      name={current.name}
      isShared={current.isShared}
    />
  );
}

/** The views of a page: opens one, and saves, updates, renames, shares and removes them. */
export function ViewMenu(props: ViewMenuProps) {
  const { organization, path, views } = props;
  const t = useTranslations("views");
  const params = useSearchParams();
  const [asked, setAsked] = useState<"save" | "rename" | null>(null);
  const current = views.find(({ id }) => id === params.get("view"));
  const query = new URLSearchParams([...params].filter(([name]) => name !== "view")).toString();
  const base = `/o/${organization}/${path}` as const;
  const list = { current: current?.id ?? null, hrefOf: (view: ViewItem) => addressOf(base, view) };

  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button>
            <Bookmark aria-hidden />
            <span className="max-w-40 truncate">{current?.name ?? t("menu")}</span>
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {views.length === 0 && <DropdownMenuLabel>{t("none")}</DropdownMenuLabel>}
          <ViewList label={t("own")} views={views.filter(({ isOwn }) => isOwn)} {...list} />
          <ViewList label={t("shared")} views={views.filter(({ isOwn }) => !isOwn)} {...list} />
          {views.length > 0 && (
            <DropdownMenuItem asChild>
              <Link href={`${base}?view=none`}>{t("everything")}</Link>
            </DropdownMenuItem>
          )}
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => setAsked("save")}>{t("save")}</DropdownMenuItem>
          {current && (
            <ViewTools
              organization={organization}
              view={current}
              query={query}
              onRename={() => setAsked("rename")}
            />
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <Forms {...props} {...{ asked, current, query, base }} onClose={() => setAsked(null)} />
    </>
  );
}
