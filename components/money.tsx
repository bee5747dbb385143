"use client";
import { useFormat } from "#components/use-format.ts";

type MoneyProps = { /** US dollars as a decimal string. */ amount: string; className?: string };

/** US dollars with cents, exact digits on hover. Never goes through a float. */
export function Money({ amount, className }: MoneyProps) {
  const format = useFormat();
  return (
    <span className={className ?? "tabular"} title={format.moneyExact(amount)} suppressHydrationWarning>
      {format.money(amount)}
    </span>
  );
}
