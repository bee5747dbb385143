import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import { LoaderCircle } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import type { DestinationKey } from "#components/shell/destinations.ts";
import { destinations } from "#components/shell/destinations.ts";
import { useShell } from "#components/shell/shell-context.ts";
import { cn } from "#components/ui/cn.ts";

const sections = ["monitor", "directory", "governance"] as const;

function Pending() {
  const { pending } = useLinkStatus();
  return (
    <LoaderCircle
      aria-hidden
      className={cn("soft:opacity-0 ml-auto motion-safe:animate-spin", pending && "opacity-60 delay-150")}
    />
  );
}

function NavLink({ name, onNavigate }: { name: DestinationKey; onNavigate?: (() => void) | undefined }) {
  const t = useTranslations("shell");
  const { current } = useShell();
  const pathname = usePathname();
  const { path, Icon } = destinations[name];
  const href = `/o/${current.slug}${path}` as const;
  const here = path === "" ? pathname === href : pathname === href || pathname.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      {...(here && { "aria-current": "page" })}
      {...(onNavigate && { onClick: onNavigate })}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm transition-colors [&_svg]:size-4 [&_svg]:shrink-0",
        here
          ? "bg-primary-soft text-primary font-medium"
          : "text-muted-foreground hover:bg-accent hover:text-foreground",
      )}
    >
      <Icon aria-hidden />
      {t(name)}
      <Pending />
    </Link>
  );
}

export function NavLinks({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTranslations("shell");
  const shell = useShell();
  return (
    <nav aria-label={t("navigation")} className="grid gap-4">
      {sections.map((section) => {
        const names = shell.destinations.filter((name) => destinations[name].section === section);
        if (names.length === 0) return null;
        return (
          <div key={section} role="group" aria-label={t(section)} className="grid gap-0.5">
            <p aria-hidden className="text-muted-foreground/90 px-2.5 pb-1 text-xs font-medium">
              {t(section)}
            </p>
            {names.map((name) => (
              <NavLink key={name} name={name} onNavigate={onNavigate} />
            ))}
          </div>
        );
      })}
    </nav>
  );
}
