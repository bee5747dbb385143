CREATE TABLE saved_views (
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  page text NOT NULL,
  name text NOT NULL,
  query text NOT NULL,
  is_shared boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  removed_at timestamptz(3),
  CONSTRAINT saved_views_pkey PRIMARY KEY (id)
);
CREATE INDEX saved_views_organization_id_page_idx ON saved_views (organization_id, page);
-- One name once for each person and page, whatever its case; what was removed does not stand in the way.
CREATE UNIQUE INDEX saved_views_name ON saved_views (organization_id, owner_id, page, lower(name))
  WHERE removed_at IS NULL;

CREATE TABLE default_views (
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  page text NOT NULL,
  view_id uuid NOT NULL,
  CONSTRAINT default_views_pkey PRIMARY KEY (organization_id, user_id, page)
);
