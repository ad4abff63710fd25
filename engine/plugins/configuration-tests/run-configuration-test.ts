import type { Problem, RecordData, Values } from '../../contract/api.ts'
import type { TestFile } from '../../contract/generated/metadata-files.ts'
import type { ModuleModel } from '../../contract/model.ts'
import { AppError } from '../../kernel/errors.ts'
import { newId } from '../../kernel/uuid.ts'
import { findRecords } from '../../records/find.ts'
import { getRecord } from '../../records/get.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { removeRecord } from '../../records/remove.ts'
import { saveRecords } from '../../records/save/save-records.ts'
import { findIdentityOf } from '../../storage/sign-in/identity.ts'
import { loadActor } from '../../storage/sign-in/load-actor.ts'

/** Records that a test made, by the names that it gives them. */
type Given = Map<string, { module: string; id: string }>

/** What was done, and what came of it. */
interface Deed {
  module: string
  id: string
  /** null: it was done. */
  refusal: AppError | null
}

/** Runs one test and takes everything back. Gives a sentence for each thing that does not hold. */
export async function runConfigurationTest(ctx: RecordContext, test: TestFile): Promise<string[]> {
  try {
    await ctx.database.transaction(async (database) => {
      throw new TakenBack(await faultsOf({ ...ctx, database }, test))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.faults
    throw error
  }
  return []
}

/** Ends the transaction of a test, whatever came of it. */
class TakenBack extends Error {
  readonly faults: string[]
  constructor(faults: string[]) {
    super('A configuration test leaves nothing behind.')
    this.faults = faults
  }
}

async function faultsOf(system: RecordContext, test: TestFile): Promise<string[]> {
  let given: Given = new Map()
  try {
    const user = await makeUser(system, test.user)
    given = await makeGiven(system, { test, user })
    const ctx = { ...system, actor: await loadActor(system.database, await findIdentityOf(system.database, user)) }
    const deed = await act(ctx, { test, given })
    return [...faultsOfDeed(deed, test.then), ...(await faultsOfRecord(ctx, deed, test.then))]
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [`What is given cannot be made: ${error.message} ${problemsText(error.details.problems ?? [])}`.trim()]
  }
}

/** A user of the test's own, with its role and profile. */
async function makeUser(ctx: RecordContext, user: TestFile['user'] = {}): Promise<string> {
  const role = user.role === undefined ? null : await idOfCode(ctx, 'roles', user.role)
  const profiles = user.profile === undefined ? [] : [await idOfCode(ctx, 'profiles', user.profile)]
  return create(ctx, 'users', { name: 'Configuration test', username: `test-${newId()}`.slice(0, 40), role, profiles })
}

async function idOfCode(ctx: RecordContext, module: 'roles' | 'profiles', code: string): Promise<string> {
  const { records } = await findRecords(ctx, { module, filter: { field: 'code', op: 'is', value: code }, fields: ['code'], limit: 1 })
  return records[0]?.id ?? ''
}

async function makeGiven(ctx: RecordContext, { test, user }: { test: TestFile; user: string }): Promise<Given> {
  const given: Given = new Map()
  for (const { module, as, values } of test.given ?? []) {
    const own: Values = test.user?.owns?.includes(as) ? { owner: user } : {}
    given.set(as, { module, id: await create(ctx, module, { ...valuesOf(ctx, { module, values: values as Values, given }), ...own }) })
  }
  return given
}

/** In a reference, the name of a record that is given stands for it. */
function valuesOf(ctx: RecordContext, { module, values, given }: { module: string; values: Values; given: Given }): Values {
  const model: ModuleModel | undefined = ctx.model.modules[module]
  const isReference = (key: string) => model?.fields.some((field) => field.key === key && field.to !== undefined)
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, isReference(key) && typeof value === 'string' ? (given.get(value)?.id ?? value) : value]),
  )
}

async function create(ctx: RecordContext, module: string, values: Values): Promise<string> {
  const [outcome] = await saveRecords(ctx, { module, mode: 'all', requests: [{ op: 'create', values }] })
  return outcome?.ok ? outcome.id : ''
}

async function act(ctx: RecordContext, { test: { when }, given }: { test: TestFile; given: Given }): Promise<Deed> {
  const subject = given.get(when.update ?? when.remove ?? '')
  const module = when.create ?? subject?.module ?? ''
  const id = subject?.id ?? newId()
  const values = valuesOf(ctx, { module, values: (when.values ?? {}) as Values, given })
  try {
    // What the database itself refuses must not spoil the transaction for what is looked at afterwards.
    await ctx.database.transaction(async (database) => {
      const inside = { ...ctx, database }
      if (when.remove !== undefined) await removeRecord(inside, { module, id })
      else
        await saveRecords(inside, { module, mode: 'all', requests: [when.create === undefined ? { op: 'update', id, values } : { op: 'create', id, values }] })
    })
    return { module, id, refusal: null }
  } catch (error) {
    if (error instanceof AppError) return { module, id, refusal: error }
    throw error
  }
}

function faultsOfDeed({ refusal }: Deed, then: TestFile['then']): string[] {
  const problems = refusal?.details.problems ?? []
  const said = refusal ? `${refusal.message} ${problemsText(problems)}`.trim() : ''
  const missing = (then.refused ?? []).filter(
    (wanted) => !problems.some((found) => found.code === wanted.code && (wanted.field ?? found.field) === found.field),
  )
  const isMeant = then.refused !== undefined || then.allowed === false
  return [
    ...(refusal && !isMeant ? [`It was refused: ${said}`] : []),
    ...(!refusal && isMeant ? ['It was not refused.'] : []),
    ...(refusal ? missing.map(({ field, code }) => `It was not refused with ${code}${field ? ` at ${field}` : ''}, but: ${said}`) : []),
  ]
}

/** What the user sees of the record afterwards. */
async function faultsOfRecord(ctx: RecordContext, { module, id }: Deed, then: TestFile['then']): Promise<string[]> {
  const wanted = Object.entries((then.values ?? {}) as Values)
  if (wanted.length + (then.visible?.length ?? 0) + (then.hidden?.length ?? 0) === 0) return []
  const record: RecordData = await getRecord(ctx, { module, id })
  const shown = (key: string): string => JSON.stringify(record.values[key] ?? null)
  return [
    ...wanted.flatMap(([key, value]) => (shown(key) === JSON.stringify(value) ? [] : [`${key} is ${shown(key)}, not ${JSON.stringify(value)}.`])),
    ...(then.visible ?? []).flatMap((key) => (key in record.values ? [] : [`${key} cannot be seen.`])),
    ...(then.hidden ?? []).flatMap((key) => (key in record.values ? [`${key} can be seen.`] : [])),
  ]
}

function problemsText(problems: readonly Problem[]): string {
  return problems.map(({ field, code }) => `${field ?? ''} ${code}`.trim()).join(', ')
}
