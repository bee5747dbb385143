-- outside a transaction
-- The first page of a project that everybody is in is found in order, not by sorting everybody.
CREATE INDEX CONCURRENTLY IF NOT EXISTS members_by_shown_name ON members (organization_id, lower(coalesce(name, email, '')), id);
