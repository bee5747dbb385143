import type { ReactNode } from "react";
import { Eye } from "lucide-react";

type EmptyStateProps = { title: ReactNode; children?: ReactNode; action?: ReactNode; icon?: ReactNode };

/** Said where rows would be: why there are none, and what to do. */
export function EmptyState({ title, children, action, icon }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <div
        aria-hidden
        className="bg-muted text-muted-foreground mb-1 grid size-10 place-items-center rounded-full [&_svg]:size-5"
      >
        {icon ?? <Eye />}
      </div>
      <p className="font-medium">{title}</p>
      {children !== undefined && <div className="text-muted-foreground max-w-md text-sm">{children}</div>}
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  );
}
