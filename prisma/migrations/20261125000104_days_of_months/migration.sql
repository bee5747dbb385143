-- Of how many days' rows a month's row is made: a row of none goes.
ALTER TABLE facts.usage_monthly ADD COLUMN days integer NOT NULL DEFAULT 0;
