/** The last folder of prisma/migrations: a database without it is older than this code. A test keeps it true. */
export const newestMigration = "20261125211000_months_merged";
