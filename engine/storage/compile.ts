import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder } from 'kysely'
import type { Statement } from './database.ts'

/** Only compiles: it has no connection, so no text can be sent past the Database. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** Text and bound values of a fragment made with Kysely's `sql` tag. With a name it becomes a prepared statement: one name, one text. */
export function compileStatement(fragment: RawBuilder<unknown>, name?: string): Statement {
  const { sql, parameters } = fragment.compile(compiler)
  return name === undefined ? { text: sql, values: [...parameters] } : { text: sql, values: [...parameters], name }
}

/** What {@link Database.query} takes, as a statement. */
export function asStatement(statement: RawBuilder<unknown> | Statement): Statement {
  return 'text' in statement ? statement : compileStatement(statement)
}
