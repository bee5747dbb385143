/** The last folder of prisma/migrations: a database without it is older than this code. A test keeps it true. */
export const newestMigration = "20261126030001_members_here";
