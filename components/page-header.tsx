import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  /** The way back, above the title: <Link href=…>Members</Link>. */
  back?: ReactNode;
  status?: ReactNode;
  actions?: ReactNode;
};

export function PageHeader({ title, description, back, status, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 lg:flex-nowrap">
      <div className="max-w-full min-w-0">
        {back !== undefined && (
          <nav className="text-muted-foreground mb-1 text-xs [&_a]:underline-offset-4 [&_a]:hover:underline">
            {back}
          </nav>
        )}
        <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
        {description !== undefined && (
          <p className="text-muted-foreground mt-0.5 text-sm text-pretty">{description}</p>
        )}
        {status !== undefined && <div className="mt-1.5">{status}</div>}
      </div>
      {actions !== undefined && (
        <div className="flex flex-wrap items-center gap-2 lg:shrink-0">{actions}</div>
      )}
    </header>
  );
}
