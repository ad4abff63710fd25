import type { OrganisationEntry, ProfileLine, ProfileMatrix, ProfileSummary } from '../../contract/access.ts'
import type { FieldValue } from '../../contract/api.ts'
import type { FieldRight, ModuleModel, OrganisationDefault, ProfileModel } from '../../contract/model.ts'
import { actionsOfProfile, lineOf } from '../../access/profile-rights.ts'
import { invalid, notFound } from '../../kernel/errors.ts'
import { newId } from '../../kernel/uuid.ts'
import { newProfileChange, organisationChange, profileLineChange } from '../../plugins/change-access.ts'
import { createRecord } from '../../records/create.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { writeAudit } from '../../storage/audit/write-audit.ts'
import type { Database } from '../../storage/database.ts'
import { loadProfileSummaries } from '../../storage/sharing/profile-summaries.ts'
import type { Runtime } from '../runtime.ts'

/** All profiles that are there as records, with how many users hold them. */
export async function listProfiles({ database }: RecordContext): Promise<ProfileSummary[]> {
  return loadProfileSummaries(database)
}

/** What a profile may do with every module. Throws NOT_FOUND. */
export async function matrixOf(ctx: RecordContext, code: string): Promise<ProfileMatrix> {
  const summary = (await loadProfileSummaries(ctx.database)).find((each) => each.code === code)
  const profile = ctx.model.profiles.find(({ key }) => key === code)
  if (!summary || !profile) throw notFound()
  return { ...summary, modules: Object.values(ctx.model.modules).map((module) => ({ module: module.key, ...lineIn(profile, module) })) }
}

function lineIn(profile: ProfileModel, module: ModuleModel): ProfileLine {
  const { fields = {}, viewAll = false, modifyAll = false } = lineOf(profile, module) ?? {}
  const limited = Object.entries(fields).filter(([key, right]) => right !== 'write' && module.fields.some((field) => field.key === key))
  return { actions: actionsOfProfile(profile, module), fields: Object.fromEntries(limited), viewAll, modifyAll }
}

/** The organisation default of every module. */
export function organisationDefaults({ model }: RecordContext): OrganisationEntry[] {
  return Object.values(model.modules).map(({ key, access: { organisation, throughParent } }) => ({
    module: key,
    organisation,
    ...(throughParent !== undefined && { throughParent }),
  }))
}

/** Makes a profile, as metadata and as a record; with the lines of another where one is named. Throws INVALID. */
export async function createProfile(
  runtime: Runtime,
  ctx: RecordContext,
  { name, description, copyOf }: { name: string; description?: string; copyOf?: string },
): Promise<{ id: string; code: string }> {
  const from = copyOf === undefined ? undefined : ctx.model.profiles.find(({ key }) => key === copyOf)
  if (copyOf !== undefined && !from) throw invalid({ problems: [{ field: 'copyOf', code: 'NOT_FOUND' }] })
  const id = newId()
  const code = `c_${id.slice(-12)}`
  const change = newProfileChange(ctx.model, { key: code, label: { en: name, 'zh-CN': name }, from })
  const model = await runtime.changeMetadata(ctx, { change, reason: `A new profile: ${name}` })
  await createRecord({ ...ctx, model }, { module: 'profiles', id, values: { name, code, ...(description !== undefined && { description }) } })
  return { id, code }
}

/** Changes what a profile may do with a module. Throws NOT_FOUND, INVALID for fields that are not there. */
export async function setProfileLine(
  runtime: Runtime,
  ctx: RecordContext,
  { code, module: key, line }: { code: string; module: string; line: ProfileLine },
): Promise<{ version: number }> {
  const profile = ctx.model.profiles.find((each) => each.key === code)
  const module = moduleIn(ctx, key)
  if (!profile) throw notFound()
  const unknown = Object.keys(line.fields).filter((field) => !module.fields.some((each) => each.key === field))
  if (unknown.length > 0) throw invalid({ problems: unknown.map((field) => ({ field, code: 'UNKNOWN_FIELD' })) })
  const fields: Record<string, FieldRight> = line.fields
  const change = profileLineChange({ profile, module: key, line: { ...line, fields } })
  const details = { profile: code, before: plain(lineIn(profile, module)), after: plain(line) }
  const { version } = await runtime.changeMetadata(ctx, { change, reason: `Rights of ${code} in ${key}`, also: logged(ctx, key, details) })
  return { version }
}

/** Changes the organisation default of a module. Throws NOT_FOUND. */
export async function setOrganisation(
  runtime: Runtime,
  ctx: RecordContext,
  { module: key, organisation }: { module: string; organisation: OrganisationDefault },
): Promise<{ version: number }> {
  const before = moduleIn(ctx, key).access.organisation
  const details = { before: { organisation: before }, after: { organisation } }
  const change = organisationChange(key, organisation)
  const { version } = await runtime.changeMetadata(ctx, { change, reason: `Organisation default of ${key}`, also: logged(ctx, key, details) })
  return { version }
}

/** Writes into the log who changed which rights, in the transaction that changes them. */
function logged(ctx: RecordContext, module: string, details: Record<string, FieldValue>): (database: Database) => Promise<void> {
  return (database) => writeAudit({ ...ctx, database }, { action: 'rights_changed', module, details })
}

function plain({ actions, fields, viewAll = false, modifyAll = false }: ProfileLine): FieldValue {
  return { actions, fields: { ...fields }, viewAll, modifyAll }
}

function moduleIn({ model }: RecordContext, key: string): ModuleModel {
  const module = Object.hasOwn(model.modules, key) ? model.modules[key] : undefined
  if (!module) throw notFound()
  return module
}
