import type { PoolClient } from "pg";
import type { AdminOrganization, Answered } from "#lib/admin-api/call.ts";
import type { Writes } from "#lib/mirror/rows.ts";
import type { EventRow } from "#lib/sync/audit/event-row.ts";
import type { ProgressUnit } from "#lib/sync/kinds.ts";
import type { FactsTable } from "#lib/sync/windows/ensure-months.ts";
import type { Page } from "#lib/sync/read-page.ts";

export type StepContext = {
  organizationId: string;
  timeZone: string;
  /** The first moment of each kind of facts that the organization keeps, in Unix seconds; 0: everything. */
  keptFrom: (facts: FactsTable) => Promise<number>;
  /** By the database's clock. */
  now: Date;
  /** The connection that holds the stream's lease: not for a step that may be taken while another is written. */
  client: PoolClient;
  ask: (
    template: string,
    list: (organization: AdminOrganization) => { asResponse: () => Promise<Response> },
  ) => Promise<Answered<Page>>;
  /** The same with every item as `read` makes it while the page arrives; what it throws is thrown at the end. */
  askEach: <Item>(
    template: string,
    list: (organization: AdminOrganization) => { asResponse: () => Promise<Response> },
    read: (item: unknown) => Item,
  ) => Promise<Answered<Page<Item>>>;
};

export type StepTransaction = Writes & { client: PoolClient };

export type Progress = { done: number; total: number | null; unit: ProgressUnit };

/** What one step found out: written, together with the cursor, in one transaction or not at all. */
export type Advance = {
  cursor: object;
  /** Returns by how many rows the mirror grew. */
  write?: (tx: StepTransaction) => Promise<number>;
  /** Events that write adds: several pages of them are added at once. */
  events?: readonly EventRow[];
  /** How much of it waits in memory to be written. */
  characters?: number;
  /** The next step reads on, and may do so before this one is written. */
  goesOn?: boolean;
  progress: Progress;
  /** The run is complete: the mirror holds everything up to asOf. */
  finished?: { asOf: Date; rows?: (tx: StepTransaction) => Promise<number> };
};

/** How one kind of stream is read. A step asks upstream once at most and changes nothing itself. */
export type Reader = {
  step: (context: StepContext, cursor: unknown) => Promise<Advance>;
  /** Where to begin a list anew that cannot be read on from where it stands; undefined where none is under way. */
  startAnew: (cursor: unknown) => object | undefined;
  /** Where to begin so that exactly this stretch is read again; undefined as long as something else is under way. */
  reread?: (cursor: unknown, stretch: { from: number; to: number }) => object | undefined;
};
