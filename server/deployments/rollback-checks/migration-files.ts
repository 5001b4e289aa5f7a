const folders = /(^|\/)(migrations?|migrate|changelogs?|drizzle|alembic\/versions)\/.+/i;
/** Notes, tests and lock files beside migrations change no database. */
const others = /\.(md|txt|toml)$|(^|\/)(tests?|node_modules|docs)\//i;

/**
 * Files that usually change a database: below `migrations/` as Prisma, Django, Rails, Knex and Entity Framework have it,
 * `db/migration/` (Flyway), `db/migrate/`, `db/changelog/` (Liquibase), `drizzle/`, `alembic/versions/`.
 */
export const migrationFiles = (paths: readonly string[]): string[] =>
	paths.filter((path) => folders.test(path) && !others.test(path));
