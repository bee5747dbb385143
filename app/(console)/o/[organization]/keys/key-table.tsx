import Link from "next/link";
import type { ReactNode } from "react";
import { RelativeTime } from "#components/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import {
  RowHead,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { formatHere, getTranslations, translationsHere } from "#lib/i18n/server.ts";
import type { KeyRow } from "#lib/keys/list.ts";
import { keyAddress } from "./address.ts";
import { KeyOwner } from "./key-owner.tsx";
import { KeyRisks } from "./key-risks.tsx";

type Column = "owner" | "project";

type KeyTableProps = {
  actor: Actor;
  keys: KeyRow[];
  /** A column that is the same in every row. */
  without?: Column;
  /** Heads that sort; plain ones otherwise. */
  heads?: { name: ReactNode; used: ReactNode; created: ReactNode; expires: ReactNode };
};

const linkClass = "underline-offset-4 hover:underline";

function KeyDates({ actor, apiKey }: { actor: Actor; apiKey: KeyRow }) {
  const [t, format] = [translationsHere("keys"), formatHere(actor.organization.timeZone)];
  const isExpired = apiKey.expiresAt !== null && apiKey.expiresAt < new Date();
  return (
    <>
      <RowHead className="whitespace-nowrap">
        {apiKey.lastUsedAt ? <RelativeTime at={apiKey.lastUsedAt} /> : t("never")}
      </RowHead>
      <TableCell className="whitespace-nowrap">
        {apiKey.createdAt ? format.date(apiKey.createdAt) : "—"}
        {apiKey.ageDays !== null && (
          <span className="text-muted-foreground block text-xs">
            {t("daysOld", { days: apiKey.ageDays })}
          </span>
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {apiKey.expiresAt ? format.date(apiKey.expiresAt) : t("noExpiry")}
        {isExpired && (
          <Badge tone="neutral" className="ml-2">
            {t("expired")}
          </Badge>
        )}
      </TableCell>
    </>
  );
}

function KeyLine({ actor, apiKey, without }: { actor: Actor; apiKey: KeyRow; without: Column | undefined }) {
  const t = translationsHere("keys");
  return (
    <TableRow>
      <TableCell>
        <Link
          className={`block font-medium ${linkClass}`}
          href={keyAddress(actor.organization.slug, apiKey.projectId, apiKey.id)}
        >
          {apiKey.name || t("unnamed")}
        </Link>
        <code className="text-muted-foreground text-xs whitespace-nowrap">{apiKey.redactedValue}</code>
      </TableCell>
      {without !== "owner" && (
        <TableCell>
          <KeyOwner actor={actor} apiKey={apiKey} />
        </TableCell>
      )}
      {without !== "project" && (
        <TableCell className="min-w-36">
          <Link
            className={linkClass}
            href={`/o/${actor.organization.slug}/projects/${encodeURIComponent(apiKey.projectId)}`}
          >
            {apiKey.projectName || apiKey.projectId}
          </Link>
          {apiKey.isArchived && (
            <Badge tone="outline" className="ml-2">
              {t("archived")}
            </Badge>
          )}
        </TableCell>
      )}
      <KeyDates actor={actor} apiKey={apiKey} />
      <TableCell>
        <KeyRisks apiKey={apiKey} />
      </TableCell>
    </TableRow>
  );
}

/** API keys as rows. Values are never known here: only what upstream shows of them. */
export async function KeyTable({ actor, keys, without, heads }: KeyTableProps) {
  const t = await getTranslations("keys");
  return (
    <Table label={t("title")}>
      <TableHeader>
        <TableRow>
          {heads?.name ?? <TableHead>{t("name")}</TableHead>}
          {without !== "owner" && <TableHead>{t("owner")}</TableHead>}
          {without !== "project" && <TableHead>{t("project")}</TableHead>}
          {heads?.used ?? <TableHead>{t("used")}</TableHead>}
          {heads?.created ?? <TableHead>{t("created")}</TableHead>}
          {heads?.expires ?? <TableHead>{t("expires")}</TableHead>}
          <TableHead>{t("risk")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {keys.map((apiKey) => (
          <KeyLine key={`${apiKey.projectId}/${apiKey.id}`} actor={actor} apiKey={apiKey} without={without} />
        ))}
      </TableBody>
    </Table>
  );
}
