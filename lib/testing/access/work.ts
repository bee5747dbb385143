import { cancelJob } from "#lib/background-jobs/cancel.ts";
import { pauseJob } from "#lib/background-jobs/pause.ts";
import { resumeJob } from "#lib/background-jobs/resume.ts";
import { compareCounts } from "#lib/comparisons/compare.ts";
import { latestComparison } from "#lib/comparisons/list.ts";
import { rereadDays } from "#lib/comparisons/reread.ts";
import { CreateExport, createExport } from "#lib/exports/create.ts";
import { deleteExport } from "#lib/exports/delete.ts";
import { downloadExport } from "#lib/exports/download.ts";
import { findFinished } from "#lib/exports/find-finished.ts";
import { signLink } from "#lib/exports/link.ts";
import { listExports } from "#lib/exports/list.ts";
import { listLongWork } from "#lib/exports/list-long-work.ts";
import { asOf } from "#lib/streams/as-of.ts";
import { blindPeriods, blindSpots } from "#lib/streams/blind-periods.ts";
import { exportBlindPeriods, exportStreams } from "#lib/streams/export.ts";
import { listStreams } from "#lib/streams/list.ts";
import { pauseStream } from "#lib/streams/pause.ts";
import { requestSync } from "#lib/streams/request-sync.ts";
import { resumeStream } from "#lib/streams/resume.ts";
import { roleCoverage } from "#lib/streams/role-coverage.ts";
import { never } from "./asked.ts";
import type { Cases } from "./case.ts";
import type { World } from "./world.ts";

const always = [new Date(0), new Date(4e12)] as const;

/** As good a link as the organization itself would give. */
const linkOf = ({ organization, jobId }: World) =>
  signLink({ organizationId: organization.id, exportId: jobId }, new Date(Date.now() + 60_000));

const streamCases: Cases = {
  "lib/streams/list.ts listStreams": { needs: ["streams.read"], call: (actor) => listStreams(actor) },
  "lib/streams/as-of.ts asOf": { needs: ["streams.read"], call: (actor) => asOf(actor, ["members"]) },
  "lib/streams/blind-periods.ts blindPeriods": {
    needs: ["streams.read"],
    call: (actor) => blindPeriods(actor, ["members"]),
  },
  "lib/streams/blind-periods.ts blindSpots": {
    needs: ["streams.read"],
    call: (actor) => blindSpots(actor, ["members"], ...always),
  },
  "lib/streams/export.ts exportStreams": {
    needs: ["streams.read"],
    call: (actor) => exportStreams(actor, never()),
  },
  "lib/streams/export.ts exportBlindPeriods": {
    needs: ["streams.read"],
    call: (actor) => exportBlindPeriods(actor, never()),
  },
  "lib/streams/role-coverage.ts roleCoverage": {
    needs: ["streams.read"],
    call: (actor) => roleCoverage(actor),
    isUnmarked: true,
  },
  "lib/streams/pause.ts pauseStream": {
    needs: ["streams.pause"],
    call: (actor) => pauseStream(actor, { kind: "members" }),
    isChange: true,
  },
  "lib/streams/resume.ts resumeStream": {
    needs: ["streams.resume"],
    call: (actor) => resumeStream(actor, { kind: "members" }),
    isChange: true,
  },
  "lib/streams/request-sync.ts requestSync": {
    needs: ["streams.sync"],
    call: (actor) => requestSync(actor, { kinds: ["members"] }),
    isChange: true,
  },
  "lib/comparisons/compare.ts compareCounts": {
    needs: ["streams.sync"],
    call: (actor) => compareCounts(actor, { days: 1 }),
    isChange: true,
  },
  "lib/comparisons/list.ts latestComparison": {
    needs: ["streams.read"],
    call: (actor) => latestComparison(actor),
  },
  "lib/comparisons/reread.ts rereadDays": {
    needs: ["streams.sync"],
    call: (actor, { comparison }) => rereadDays(actor, { comparisonId: comparison.id, kind: "members" }),
    isChange: true,
  },
};

const exportCases: Cases = {
  "lib/exports/list.ts listExports": { needs: ["exports.read"], call: (actor) => listExports(actor) },
  "lib/exports/list-long-work.ts listLongWork": {
    needs: ["exports.read", "streams.read"],
    call: (actor) => listLongWork(actor),
  },
  "lib/exports/create.ts createExport": {
    needs: ["exports.create", "members.read"],
    call: (actor) => createExport(actor, CreateExport.parse({ sets: "members", format: "csv" })),
    isChange: true,
  },
  "lib/exports/find-finished.ts findFinished": {
    needs: ["exports.download"],
    call: (actor, world) => findFinished(actor, world.jobId, linkOf(world)),
    isChange: true,
  },
  "lib/exports/download.ts downloadExport": {
    needs: ["exports.download"],
    call: (actor, world) =>
      downloadExport(
        actor,
        { exportId: world.jobId, set: "members", link: linkOf(world), range: null, ifRange: null },
        never(),
      ),
    isChange: true,
  },
  "lib/exports/delete.ts deleteExport": {
    needs: ["exports.manage"],
    call: (actor, { jobId }) => deleteExport(actor, { jobId }),
    isHidden: true,
    isChange: true,
  },
  "lib/background-jobs/pause.ts pauseJob": {
    needs: ["exports.manage"],
    call: (actor, { jobId }) => pauseJob(actor, { jobId }),
    isHidden: true,
    isChange: true,
  },
  "lib/background-jobs/resume.ts resumeJob": {
    needs: ["exports.manage"],
    call: (actor, { jobId }) => resumeJob(actor, { jobId }),
    isHidden: true,
    isChange: true,
  },
  "lib/background-jobs/cancel.ts cancelJob": {
    needs: ["exports.manage"],
    call: (actor, { jobId }) => cancelJob(actor, { jobId }),
    isHidden: true,
    isChange: true,
  },
};

/** Streams, comparisons, exports and the jobs behind them. */
export const workCases: Cases = { ...streamCases, ...exportCases };
