import { NoRows } from "#components/directory/no-rows.tsx";
import { KeysetPager } from "#components/keyset-pager.tsx";
import { SortHead } from "#components/sort-head.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { countKeys, listKeys } from "#lib/keys/list.ts";
import { KeyTable } from "./key-table.tsx";
import { filtersOf, loadKeyLink } from "#lib/keys/link.ts";
import type { KeyLink } from "#lib/keys/link.ts";

export async function KeyList({ actor, link }: { actor: Actor; link: KeyLink }) {
  const filters = filtersOf(link);
  const order = { sort: link.sort, descending: link.dir === "desc" };
  const [page, total, t] = await Promise.all([
    listKeys(actor, filters, order, link),
    countKeys(actor, filters),
    getTranslations("keys"),
  ]);
  if (page.rows.length === 0)
    return (
      <NoRows
        title={t("empty")}
        advice={t("emptyBody")}
        filters={filters}
        unfiltered={filtersOf(loadKeyLink({}))}
      />
    );
  const heads = {
    name: <SortHead sort="name" label={t("name")} current={order} />,
    used: <SortHead sort="used" label={t("used")} current={order} descendingFirst />,
    created: <SortHead sort="created" label={t("created")} current={order} descendingFirst />,
    expires: <SortHead sort="expires" label={t("expires")} current={order} />,
  };
  return (
    <>
      <KeyTable actor={actor} keys={page.rows} heads={heads} />
      <KeysetPager
        previous={page.previous}
        next={page.next}
        summary={
          total.isCapped ? t("countCapped", { count: total.count }) : t("count", { count: total.count })
        }
      />
    </>
  );
}
