"use client";
import { useState } from "react";
import { Ellipsis } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { removeProjectMemberAction } from "../actions.ts";
import { UpdateMemberDialog } from "./update-member-dialog.tsx";

export type MemberMenuProps = {
  organization: string;
  project: { id: string; name: string };
  member: { id: string; name: string; role: string };
  mayUpdate: boolean;
  mayRemove: boolean;
};

/** What may be done to one member of a project. The dialogs stand beside the menu, which closes when they open. */
export function MemberMenu({ organization, project, member, mayUpdate, mayRemove }: MemberMenuProps) {
  const t = useTranslations("projects");
  const [open, setOpen] = useState<"update" | "remove" | null>(null);
  const close = (isOpen: boolean) => setOpen((now) => (isOpen ? now : null));
  const shared = { organization, project, member, onOpenChange: close };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon"
            className="-my-1"
            aria-label={t("memberActions", { name: member.name })}
          >
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {mayUpdate && (
            <DropdownMenuItem onSelect={() => setOpen("update")}>{t("changeRole")}</DropdownMenuItem>
          )}
          {mayRemove && (
            <DropdownMenuItem destructive onSelect={() => setOpen("remove")}>
              {t("removeMember")}
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <UpdateMemberDialog {...shared} open={open === "update"} />
      <ConfirmDialog
        action={removeProjectMemberAction}
        organization={organization}
        namespace="projects"
        fields={{ projectId: project.id, memberId: member.id }}
        title={t("removeMemberTitle", { name: member.name, project: project.name })}
        description={t("removeMemberLead")}
        confirmLabel={t("removeMember")}
        open={open === "remove"}
        onOpenChange={close}
      />
    </>
  );
}
