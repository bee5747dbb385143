-- The twin's state. Times are Unix seconds, as on the wire; `seq` is the stable order of every list;
-- rows are marked deleted rather than removed, so that a cursor naming a deleted row still has its place.
CREATE SCHEMA IF NOT EXISTS twin;

CREATE TABLE IF NOT EXISTS twin.organization (
  id text PRIMARY KEY,
  name text NOT NULL,
  default_project_id text NOT NULL,
  seed text NOT NULL,
  days integer NOT NULL DEFAULT 0,
  anchor_at bigint NOT NULL,
  usage_until_at bigint NOT NULL,
  events_until_at bigint NOT NULL,
  created_at bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS twin.admin_keys (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  name text NOT NULL,
  value_hash text NOT NULL,
  redacted_value text NOT NULL,
  owner_id text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint,
  last_used_at bigint,
  deleted_at bigint
);
CREATE UNIQUE INDEX IF NOT EXISTS admin_keys_value ON twin.admin_keys (value_hash);

CREATE TABLE IF NOT EXISTS twin.users (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  added_at bigint NOT NULL,
  developer_persona text,
  technical_level text,
  is_scim_managed boolean NOT NULL DEFAULT false,
  deleted_at bigint
);
CREATE UNIQUE INDEX IF NOT EXISTS users_email ON twin.users (lower(email)) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS users_seq ON twin.users (seq);
CREATE INDEX IF NOT EXISTS users_owner ON twin.users (seq) WHERE role = 'owner' AND deleted_at IS NULL;

CREATE TABLE IF NOT EXISTS twin.invites (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  email text NOT NULL,
  role text NOT NULL,
  projects jsonb NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  accepted_at bigint,
  deleted_at bigint
);
CREATE INDEX IF NOT EXISTS invites_seq ON twin.invites (seq);

CREATE TABLE IF NOT EXISTS twin.projects (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  name text NOT NULL,
  residency text,
  external_key_id text,
  created_at bigint NOT NULL,
  archived_at bigint
);
CREATE INDEX IF NOT EXISTS projects_seq ON twin.projects (seq);

CREATE TABLE IF NOT EXISTS twin.project_users (
  project_id text NOT NULL REFERENCES twin.projects,
  user_id text NOT NULL REFERENCES twin.users,
  role text NOT NULL,
  added_at bigint NOT NULL,
  deleted_at bigint,
  PRIMARY KEY (project_id, user_id)
);
CREATE INDEX IF NOT EXISTS project_users_user ON twin.project_users (user_id);

CREATE TABLE IF NOT EXISTS twin.service_accounts (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES twin.projects,
  name text NOT NULL,
  role text NOT NULL,
  created_at bigint NOT NULL,
  deleted_at bigint
);
CREATE INDEX IF NOT EXISTS service_accounts_project ON twin.service_accounts (project_id, seq);

CREATE TABLE IF NOT EXISTS twin.api_keys (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES twin.projects,
  name text NOT NULL,
  redacted_value text NOT NULL,
  owner_user_id text REFERENCES twin.users,
  owner_service_account_id text REFERENCES twin.service_accounts,
  scopes text[] NOT NULL DEFAULT '{}',
  created_at bigint NOT NULL,
  last_used_at bigint,
  expires_at bigint,
  deleted_at bigint,
  CHECK (num_nonnulls(owner_user_id, owner_service_account_id) = 1)
);
CREATE INDEX IF NOT EXISTS api_keys_project ON twin.api_keys (project_id, seq);
CREATE INDEX IF NOT EXISTS api_keys_user ON twin.api_keys (owner_user_id);
CREATE INDEX IF NOT EXISTS api_keys_service_account ON twin.api_keys (owner_service_account_id);

CREATE TABLE IF NOT EXISTS twin.groups (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  name text NOT NULL,
  group_type text NOT NULL DEFAULT 'group',
  is_scim_managed boolean NOT NULL DEFAULT false,
  created_at bigint NOT NULL,
  deleted_at bigint
);
CREATE INDEX IF NOT EXISTS groups_seq ON twin.groups (seq);

-- A service account may stand in a group, so user_id points at either table and has no foreign key.
CREATE TABLE IF NOT EXISTS twin.group_users (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  group_id text NOT NULL REFERENCES twin.groups,
  user_id text NOT NULL,
  added_at bigint NOT NULL,
  deleted_at bigint,
  PRIMARY KEY (group_id, user_id)
);
CREATE INDEX IF NOT EXISTS group_users_user ON twin.group_users (user_id);

CREATE TABLE IF NOT EXISTS twin.project_groups (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  project_id text NOT NULL REFERENCES twin.projects,
  group_id text NOT NULL REFERENCES twin.groups,
  created_at bigint NOT NULL,
  deleted_at bigint,
  PRIMARY KEY (project_id, group_id)
);

-- project_id NULL: a role of the organization.
CREATE TABLE IF NOT EXISTS twin.roles (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  project_id text REFERENCES twin.projects,
  name text NOT NULL,
  description text,
  permissions text[] NOT NULL,
  predefined boolean NOT NULL DEFAULT false,
  created_by text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint
);
CREATE INDEX IF NOT EXISTS roles_project ON twin.roles (project_id, seq);

-- resource_id: the organization's or a project's id. principal_type: user or group.
CREATE TABLE IF NOT EXISTS twin.role_assignments (
  resource_id text NOT NULL,
  principal_type text NOT NULL,
  principal_id text NOT NULL,
  role_id text NOT NULL REFERENCES twin.roles,
  created_at bigint NOT NULL,
  deleted_at bigint,
  PRIMARY KEY (resource_id, principal_type, principal_id, role_id)
);
CREATE INDEX IF NOT EXISTS role_assignments_principal ON twin.role_assignments (principal_id);

-- The wire object is assembled on reading: payload goes under a key equal to the type.
CREATE TABLE IF NOT EXISTS twin.events (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  type text NOT NULL,
  effective_at bigint NOT NULL,
  is_tenant boolean NOT NULL DEFAULT false,
  project_id text,
  actor jsonb,
  actor_ids text[] NOT NULL DEFAULT '{}',
  actor_email text,
  resource_ids text[] NOT NULL DEFAULT '{}',
  payload jsonb
);
CREATE INDEX IF NOT EXISTS events_newest ON twin.events (is_tenant, effective_at DESC, seq DESC);
CREATE INDEX IF NOT EXISTS events_type ON twin.events (type, effective_at DESC, seq DESC);
CREATE INDEX IF NOT EXISTS events_actor ON twin.events USING gin (actor_ids);
CREATE INDEX IF NOT EXISTS events_resource ON twin.events USING gin (resource_ids);

-- One row an hour and combination of dimensions.
CREATE TABLE IF NOT EXISTS twin.usage_completions (
  hour_at bigint NOT NULL,
  project_id text,
  user_id text,
  api_key_id text,
  model text NOT NULL,
  batch boolean NOT NULL DEFAULT false,
  service_tier text NOT NULL DEFAULT 'default',
  api_source text NOT NULL DEFAULT 'unlabeled',
  num_model_requests bigint NOT NULL,
  input_tokens bigint NOT NULL,
  input_cached_tokens bigint NOT NULL DEFAULT 0,
  input_cache_write_tokens bigint NOT NULL DEFAULT 0,
  output_tokens bigint NOT NULL,
  input_audio_tokens bigint NOT NULL DEFAULT 0,
  output_audio_tokens bigint NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS usage_completions_hour ON twin.usage_completions (hour_at);

CREATE TABLE IF NOT EXISTS twin.usage_embeddings (
  hour_at bigint NOT NULL,
  project_id text,
  user_id text,
  api_key_id text,
  model text NOT NULL,
  num_model_requests bigint NOT NULL,
  input_tokens bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS usage_embeddings_hour ON twin.usage_embeddings (hour_at);

-- What a meter of a model costs; every tier spelled out, so that costs are one plain join.
CREATE TABLE IF NOT EXISTS twin.prices (
  model text NOT NULL,
  tier text NOT NULL,
  meter text NOT NULL,
  usd_per_million numeric NOT NULL,
  PRIMARY KEY (model, tier, meter)
);

CREATE TABLE IF NOT EXISTS twin.costs (
  day_at bigint NOT NULL,
  project_id text,
  user_id text,
  api_key_id text,
  api_source text,
  line_item text NOT NULL,
  amount numeric NOT NULL,
  quantity numeric,
  quantity_unit text
);
CREATE INDEX IF NOT EXISTS costs_day ON twin.costs (day_at);

-- Decisions are counted as completions are.
CREATE TABLE IF NOT EXISTS twin.usage_decisions (LIKE twin.usage_completions INCLUDING DEFAULTS);
CREATE INDEX IF NOT EXISTS usage_decisions_hour ON twin.usage_decisions (hour_at);

-- The other kinds of usage: a kind leaves empty what it does not have.
CREATE TABLE IF NOT EXISTS twin.usage_tools (
  kind text NOT NULL,
  hour_at bigint NOT NULL,
  project_id text,
  user_id text,
  api_key_id text,
  model text,
  size text,
  source text,
  vector_store_id text,
  context_level text,
  api_source text,
  num_model_requests bigint,
  num_requests bigint,
  num_sessions bigint,
  input_tokens bigint,
  images bigint,
  characters bigint,
  seconds bigint,
  usage_bytes bigint
);
CREATE INDEX IF NOT EXISTS usage_tools_hour ON twin.usage_tools (kind, hour_at);

ALTER TABLE twin.prices ADD COLUMN IF NOT EXISTS unit text NOT NULL DEFAULT 'tokens';

-- What a project has instead of the organization's own limits of a model.
CREATE TABLE IF NOT EXISTS twin.rate_limits (
  project_id text NOT NULL REFERENCES twin.projects,
  model text NOT NULL,
  limits jsonb NOT NULL,
  PRIMARY KEY (project_id, model)
);

-- resource_id: the organization's or a project's id. What an alert overwrote is kept and no longer enforced.
CREATE TABLE IF NOT EXISTS twin.spend_limits (
  resource_id text PRIMARY KEY,
  threshold_cents bigint NOT NULL,
  is_enforced boolean NOT NULL DEFAULT true,
  updated_at bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS twin.spend_alerts (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  resource_id text NOT NULL,
  threshold_cents bigint NOT NULL,
  recipients text[] NOT NULL,
  subject_prefix text,
  created_at bigint NOT NULL,
  deleted_at bigint
);
CREATE INDEX IF NOT EXISTS spend_alerts_resource ON twin.spend_alerts (resource_id, seq);
CREATE INDEX IF NOT EXISTS costs_project ON twin.costs (project_id, day_at);

-- A large seeding, from its start on: what was asked for, and when it was done.
CREATE TABLE IF NOT EXISTS twin.seeding (
  seed text PRIMARY KEY,
  days integer NOT NULL,
  scale double precision NOT NULL,
  anchor_at bigint NOT NULL,
  started_at bigint NOT NULL,
  finished_at bigint
);
-- How far each of its steps is, committed with the rows themselves: a seeding that was killed goes on from here.
CREATE TABLE IF NOT EXISTS twin.seeding_steps (
  step text PRIMARY KEY,
  next_at bigint NOT NULL,
  row_count bigint NOT NULL DEFAULT 0,
  milliseconds bigint NOT NULL DEFAULT 0
);
