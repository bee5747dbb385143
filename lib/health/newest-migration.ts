/** The last folder of prisma/migrations: a database without it is older than this code. A test keeps it true. */
export const newestMigration = "20261122000240_organizations_and_workers";
