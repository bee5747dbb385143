-- The groups that have access to a project: without them nobody could tell which roles to ask for.
CREATE TABLE project_groups (
  organization_id uuid NOT NULL,
  project_id text NOT NULL,
  group_id text NOT NULL,
  raw json NOT NULL,
  mirrored_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3),
  CONSTRAINT project_groups_pkey PRIMARY KEY (organization_id, project_id, group_id)
);
