-- What is typed into the palette begins a name more often than not: a range of an index answers that at once,
-- whatever the collation. An event is found by its id without knowing when it was.
CREATE INDEX members_name_prefix ON members (organization_id, lower(coalesce(name, '')) text_pattern_ops)
  WHERE deleted_at IS NULL;
CREATE INDEX members_email_prefix ON members (organization_id, lower(coalesce(email, '')) text_pattern_ops)
  WHERE deleted_at IS NULL;
CREATE INDEX projects_name_prefix ON projects (organization_id, lower(coalesce(name, '')) text_pattern_ops)
  WHERE deleted_at IS NULL;
CREATE INDEX api_keys_name_prefix ON api_keys (organization_id, lower(coalesce(name, '')) text_pattern_ops)
  WHERE deleted_at IS NULL;
CREATE INDEX audit_events_id ON facts.audit_events (organization_id, id);
