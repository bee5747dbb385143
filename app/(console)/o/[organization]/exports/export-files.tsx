"use client";
import { Download, FileJson } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { CopyButton } from "#components/copy-button.tsx";
import { Time } from "#components/time.tsx";
import { useFormat } from "#components/use-format.ts";
import type { ListedExport, ListedFile } from "#lib/exports/list.ts";
import { useBytes } from "./use-bytes.ts";

function ExportFile({ file }: { file: ListedFile }) {
  const t = useTranslations("exports");
  const format = useFormat();
  const size = useBytes();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm">
      <a
        href={file.href}
        download
        className="text-primary inline-flex min-w-0 items-center gap-1.5 underline-offset-4 hover:underline"
      >
        <Download aria-hidden className="size-3.5 shrink-0" />
        <span className="break-all">{file.name}</span>
      </a>
      <span className="text-muted-foreground text-xs tabular-nums">
        {t("fileSize", { rows: format.number(file.rows), size: size(file.bytes) })}
      </span>
      <span className="text-muted-foreground inline-flex items-center gap-1 text-xs">
        SHA-256 <code title={file.sha256}>{file.sha256.slice(0, 12)}…</code>
        <CopyButton text={file.sha256} label={t("copyDigest", { name: file.name })} />
      </span>
    </li>
  );
}

export function ExportFiles({ job }: { job: ListedExport }) {
  const t = useTranslations("exports");
  if (job.files.length === 0) return null;
  return (
    <div className="grid gap-1.5">
      <ul className="grid gap-1">
        {job.files.map((file) => (
          <ExportFile key={file.set} file={file} />
        ))}
      </ul>
      <p className="text-muted-foreground flex flex-wrap gap-x-3 text-xs">
        {job.readAt && <span>{t.rich("readAt", { time: () => <Time at={job.readAt ?? ""} /> })}</span>}
        {job.expiresAt && (
          <span>{t.rich("expiresAt", { time: () => <Time at={job.expiresAt ?? ""} /> })}</span>
        )}
        {job.manifestHref && (
          <a
            href={job.manifestHref}
            download
            className="text-primary inline-flex items-center gap-1 underline-offset-4 hover:underline"
          >
            <FileJson aria-hidden className="size-3.5" />
            {t("manifest")}
          </a>
        )}
      </p>
    </div>
  );
}
