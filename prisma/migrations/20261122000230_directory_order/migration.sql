-- One index for each order that a page of the directory offers, so that a keyset page is a range scan.
-- Nulls stand first as '' or -infinity: a row comparison with NULL would lose them.
CREATE INDEX members_by_name ON members (organization_id, lower(coalesce(name, '')), id);
CREATE INDEX members_by_email ON members (organization_id, lower(coalesce(email, '')), id);
CREATE INDEX members_by_role ON members (organization_id, coalesce(role, ''), id);
CREATE INDEX members_by_added ON members (organization_id, coalesce(added_at, '-infinity'::timestamptz), id);

CREATE INDEX projects_by_name ON projects (organization_id, lower(coalesce(name, '')), id);
CREATE INDEX projects_by_created ON projects (organization_id, coalesce(created_at, '-infinity'::timestamptz), id);

CREATE INDEX api_keys_by_name ON api_keys (organization_id, lower(coalesce(name, '')), id, project_id);
CREATE INDEX api_keys_by_created ON api_keys (organization_id, coalesce(created_at, '-infinity'::timestamptz), id, project_id);
CREATE INDEX api_keys_by_use ON api_keys (organization_id, coalesce(last_used_at, '-infinity'::timestamptz), id, project_id);
CREATE INDEX api_keys_search ON api_keys USING gin
  ((lower(coalesce(name, '') || ' ' || redacted_value || ' ' || coalesce(owner_name, '') || ' ' || id)) gin_trgm_ops);

CREATE INDEX invites_by_created ON invites (organization_id, coalesce(created_at, '-infinity'::timestamptz), id);
