import type { ReactNode } from "react";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { cn } from "#components/ui/cn.ts";

const tones = {
  info: { look: "border-info/30 bg-info-soft", icon: "text-info", Icon: Info },
  success: { look: "border-success/30 bg-success-soft", icon: "text-success", Icon: CircleCheck },
  warning: { look: "border-warning/35 bg-warning-soft", icon: "text-warning", Icon: TriangleAlert },
  destructive: {
    look: "border-destructive/35 bg-destructive-soft",
    icon: "text-destructive",
    Icon: CircleAlert,
  },
};

type AlertProps = {
  tone?: keyof typeof tones;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** Read out at once: for what appears after a person did something. */
  announce?: boolean;
  className?: string;
};

export function Alert({ tone = "info", title, children, actions, announce, className }: AlertProps) {
  const { look, icon, Icon } = tones[tone];
  return (
    <div
      {...(announce && { role: "alert" })}
      className={cn("flex items-start gap-2.5 rounded-lg border px-3 py-2.5 text-sm", look, className)}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", icon)} />
      <div className="min-w-0 flex-1 break-words">
        {title !== undefined && <p className="font-medium">{title}</p>}
        {children}
      </div>
      {actions}
    </div>
  );
}
