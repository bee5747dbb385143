CREATE EXTENSION IF NOT EXISTS citext;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "organization_status" AS ENUM ('connected', 'refused', 'disconnected');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'admin', 'finance', 'auditor', 'viewer');

-- CreateEnum
CREATE TYPE "outcome" AS ENUM ('started', 'succeeded', 'failed', 'unknown');

-- CreateTable
CREATE TABLE "members" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "email" TEXT,
    "name" TEXT,
    "role" TEXT,
    "added_at" TIMESTAMPTZ(0),
    "is_service_account" BOOLEAN NOT NULL DEFAULT false,
    "is_scim_managed" BOOLEAN NOT NULL DEFAULT false,
    "api_key_last_used_at" TIMESTAMPTZ(0),
    "raw" JSON NOT NULL,
    "mirrored_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "members_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "invites" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(0),
    "expires_at" TIMESTAMPTZ(0),
    "accepted_at" TIMESTAMPTZ(0),
    "raw" JSON NOT NULL,
    "mirrored_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "invites_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "projects" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT,
    "status" TEXT,
    "created_at" TIMESTAMPTZ(0),
    "archived_at" TIMESTAMPTZ(0),
    "residency" TEXT,
    "raw" JSON NOT NULL,
    "mirrored_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "projects_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "project_members" (
    "organization_id" UUID NOT NULL,
    "project_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(0),
    "raw" JSON NOT NULL,
    "mirrored_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_members_pkey" PRIMARY KEY ("organization_id","project_id","member_id")
);

-- CreateTable
CREATE TABLE "service_accounts" (
    "organization_id" UUID NOT NULL,
    "project_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT,
    "role" TEXT,
    "created_at" TIMESTAMPTZ(0),
    "raw" JSON NOT NULL,
    "mirrored_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_accounts_pkey" PRIMARY KEY ("organization_id","project_id","id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "organization_id" UUID NOT NULL,
    "project_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT,
    "redacted_value" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(0),
    "last_used_at" TIMESTAMPTZ(0),
    "expires_at" TIMESTAMPTZ(0),
    "owner_kind" TEXT,
    "owner_id" TEXT,
    "owner_name" TEXT,
    "owner_project_access" TEXT,
    "raw" JSON NOT NULL,
    "mirrored_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("organization_id","project_id","id")
);

-- CreateTable
CREATE TABLE "groups" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT,
    "is_scim_managed" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(0),
    "raw" JSON NOT NULL,
    "mirrored_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "groups_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "group_members" (
    "organization_id" UUID NOT NULL,
    "group_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "raw" JSON NOT NULL,
    "mirrored_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "group_members_pkey" PRIMARY KEY ("organization_id","group_id","member_id")
);

-- CreateTable
CREATE TABLE "upstream_roles" (
    "organization_id" UUID NOT NULL,
    "project_id" TEXT NOT NULL DEFAULT '',
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "permissions" TEXT[],
    "is_predefined" BOOLEAN NOT NULL DEFAULT false,
    "resource_type" TEXT,
    "raw" JSON NOT NULL,
    "mirrored_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "upstream_roles_pkey" PRIMARY KEY ("organization_id","project_id","id")
);

-- CreateTable
CREATE TABLE "role_assignments" (
    "organization_id" UUID NOT NULL,
    "project_id" TEXT NOT NULL DEFAULT '',
    "principal_kind" TEXT NOT NULL,
    "principal_id" TEXT NOT NULL,
    "role_id" TEXT NOT NULL,
    "raw" JSON NOT NULL,
    "mirrored_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "role_assignments_pkey" PRIMARY KEY ("organization_id","project_id","principal_kind","principal_id","role_id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "status" "organization_status" NOT NULL DEFAULT 'connected',
    "sealed_admin_key" TEXT,
    "admin_key_hint" TEXT NOT NULL DEFAULT '',
    "missing_permissions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disconnected_at" TIMESTAMPTZ(3),

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "streams" (
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "cursor" JSONB,
    "as_of" TIMESTAMPTZ(3),
    "backfilled_at" TIMESTAMPTZ(3),
    "run_started_at" TIMESTAMPTZ(3),
    "run_finished_at" TIMESTAMPTZ(3),
    "progress_done" BIGINT NOT NULL DEFAULT 0,
    "progress_total" BIGINT,
    "progress_unit" TEXT NOT NULL DEFAULT 'rows',
    "rows_mirrored" BIGINT NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "last_error_code" TEXT,
    "last_error_message" TEXT,
    "last_error_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),

    CONSTRAINT "streams_pkey" PRIMARY KEY ("organization_id","kind")
);

-- CreateTable
CREATE TABLE "paces" (
    "organization_id" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "interval_ms" INTEGER NOT NULL,
    "refusals" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "paces_pkey" PRIMARY KEY ("organization_id","template")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "ip" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grants" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "organization_id" UUID,
    "role" "role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trail" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "operation_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_label" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "target_label" TEXT NOT NULL,
    "outcome" "outcome" NOT NULL,
    "reason" TEXT,
    "input" JSONB,
    "before" JSONB,
    "after" JSONB,
    "error" TEXT,
    "request_id" TEXT,

    CONSTRAINT "trail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "open_changes" (
    "operation_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_unknown" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "open_changes_pkey" PRIMARY KEY ("operation_id")
);

-- CreateIndex
CREATE INDEX "members_organization_id_email_idx" ON "members"("organization_id", "email");

-- CreateIndex
CREATE INDEX "members_organization_id_added_at_id_idx" ON "members"("organization_id", "added_at", "id");

-- CreateIndex
CREATE INDEX "invites_organization_id_created_at_id_idx" ON "invites"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "projects_organization_id_created_at_id_idx" ON "projects"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "project_members_organization_id_member_id_idx" ON "project_members"("organization_id", "member_id");

-- CreateIndex
CREATE INDEX "api_keys_organization_id_id_idx" ON "api_keys"("organization_id", "id");

-- CreateIndex
CREATE INDEX "api_keys_organization_id_owner_id_idx" ON "api_keys"("organization_id", "owner_id");

-- CreateIndex
CREATE INDEX "api_keys_organization_id_last_used_at_idx" ON "api_keys"("organization_id", "last_used_at");

-- CreateIndex
CREATE INDEX "group_members_organization_id_member_id_idx" ON "group_members"("organization_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "grants_organization_id_idx" ON "grants"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "grants_user_id_organization_id_key" ON "grants"("user_id", "organization_id");

-- CreateIndex
CREATE INDEX "trail_organization_id_id_idx" ON "trail"("organization_id", "id");

-- CreateIndex
CREATE INDEX "trail_operation_id_idx" ON "trail"("operation_id");

-- CreateIndex
CREATE INDEX "trail_organization_id_target_kind_target_id_id_idx" ON "trail"("organization_id", "target_kind", "target_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "open_changes_organization_id_target_kind_target_id_key" ON "open_changes"("organization_id", "target_kind", "target_id");

-- AddForeignKey
ALTER TABLE "streams" ADD CONSTRAINT "streams_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;


