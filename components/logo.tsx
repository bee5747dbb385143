type LogoProps = { className?: string };

/** An eye that watches over: the mark of the console. Decorative, the name stands beside it. */
export function Logo({ className }: LogoProps) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className ?? "size-7"}>
      <rect width="32" height="32" rx="7" className="fill-primary" />
      <path
        d="M4.5 16C8 10.2 12 8 16 8s8 2.2 11.5 8C24 21.8 20 24 16 24S8 21.8 4.5 16Z"
        fill="none"
        strokeWidth="2.2"
        strokeLinejoin="round"
        className="stroke-primary-foreground"
      />
      <path d="m16 11.2 4.8 4.8-4.8 4.8-4.8-4.8Z" className="fill-primary-foreground" />
    </svg>
  );
}
