-- outside a transaction
-- A page shows what was done to its project or member: its memberships are known by project/member, and a project that
-- was created here had no id yet when it was asked for.
CREATE INDEX CONCURRENTLY IF NOT EXISTS trail_memberships_of_project ON trail (organization_id, (regexp_replace(target_id, '/[^/]*$', '')), id)
  WHERE target_kind = 'project_member';
CREATE INDEX CONCURRENTLY IF NOT EXISTS trail_memberships_of_member ON trail (organization_id, (substring(target_id FROM '[^/]*$')), id)
  WHERE target_kind = 'project_member';
CREATE INDEX CONCURRENTLY IF NOT EXISTS trail_created_projects ON trail (organization_id, (after ->> 'id'), id)
  WHERE action = 'project.create';
