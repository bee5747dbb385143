import type { Format } from "#lib/i18n/format.ts";

type DollarsProps = { /** Decimal digits. */ amount: string; format: Format };

/** US dollars with cents, every digit on hover; for server components, as <Money> is for client ones. */
export function Dollars({ amount, format }: DollarsProps) {
  return (
    <span className="tabular-nums" title={format.moneyExact(amount)}>
      {format.money(amount)}
    </span>
  );
}
