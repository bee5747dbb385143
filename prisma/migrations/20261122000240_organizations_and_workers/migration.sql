ALTER TABLE organizations ADD COLUMN admin_key_fingerprint text;

-- The same key at the same address is the same upstream organization: connecting it twice would mirror it twice.
CREATE UNIQUE INDEX organizations_admin_key ON organizations (base_url, admin_key_fingerprint)
  WHERE admin_key_fingerprint IS NOT NULL;

CREATE TABLE workers (
  id uuid NOT NULL,
  host text NOT NULL,
  pid integer NOT NULL,
  started_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  seen_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT workers_pkey PRIMARY KEY (id)
);
