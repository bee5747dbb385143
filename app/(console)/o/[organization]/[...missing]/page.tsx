import { pageOrNotice } from "#components/page-or-notice.tsx";
import { DomainError } from "#lib/errors.ts";

/** Any address below an organization that is no page: said inside the shell, where the other pages are in reach. */
export default pageOrNotice(async function MissingPage() {
  throw new DomainError("not_found", "notFound");
});
