import { CopyButton } from "#components/copy-button.tsx";
import { visible } from "#lib/audit-events/visible.ts";

/** An id with a button that copies it as it came. */
export function CopyableCode({ text, label }: { text: string; /** What is copied. */ label: string }) {
  return (
    <span className="flex items-start gap-1">
      <code className="min-w-0 break-all">{visible(text)}</code>
      <CopyButton text={text} label={label} className="shrink-0" />
    </span>
  );
}
