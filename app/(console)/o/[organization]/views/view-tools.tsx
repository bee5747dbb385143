"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { DropdownMenuItem } from "#components/ui/dropdown-menu.tsx";
import type { ViewItem } from "#lib/views/list.ts";
import { removeViewAction, restoreViewAction, setDefaultViewAction, updateViewAction } from "./actions.ts";
import { useViewAction } from "./use-view-action.ts";

type ViewToolsProps = { organization: string; view: ViewItem; query: string; onRename: () => void };

export function ViewTools({ organization, view, query, onRename }: ViewToolsProps) {
  const t = useTranslations("views");
  const { run } = useViewAction(organization);
  const { id: viewId, name } = view;
  return (
    <>
      {view.mayChange && (
        <>
          <DropdownMenuItem
            onSelect={() => run(updateViewAction, { viewId, query, expectedVersion: String(view.version) })}
          >
            {t("update", { name })}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={onRename}>{t("rename")}</DropdownMenuItem>
        </>
      )}
      <DropdownMenuItem
        onSelect={() => run(setDefaultViewAction, { viewId, isDefault: view.isDefault ? "no" : "yes" })}
      >
        {t(view.isDefault ? "dropDefault" : "makeDefault")}
      </DropdownMenuItem>
      {view.mayChange && (
        <DropdownMenuItem
          destructive
          onSelect={() => run(removeViewAction, { viewId }, { action: restoreViewAction })}
        >
          {t("remove", { name })}
        </DropdownMenuItem>
      )}
    </>
  );
}
