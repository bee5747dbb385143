CREATE TYPE "job_state" AS ENUM ('queued', 'running', 'paused', 'cancelled', 'failed', 'done');

CREATE TABLE "background_jobs" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "state" "job_state" NOT NULL DEFAULT 'queued',
    "asked_by_id" TEXT NOT NULL,
    "asked_by_label" TEXT NOT NULL,
    "needs" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "input" JSONB NOT NULL,
    "cursor" JSONB,
    "progress_done" BIGINT NOT NULL DEFAULT 0,
    "progress_total" BIGINT,
    "progress_unit" TEXT NOT NULL DEFAULT 'rows',
    "stretch_at" TIMESTAMPTZ(3),
    "stretch_done" BIGINT NOT NULL DEFAULT 0,
    "result" JSONB,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "last_error_code" TEXT,
    "last_error_message" TEXT,
    "last_error_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "background_jobs_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "background_jobs_organization_id_kind_id_idx" ON "background_jobs"("organization_id", "kind", "id");
CREATE INDEX "background_jobs_state_not_before_idx" ON "background_jobs"("state", "not_before");

ALTER TABLE "background_jobs" ADD CONSTRAINT "background_jobs_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
