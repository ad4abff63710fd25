import { systemClock } from '../kernel/clock.ts'
import { newId } from '../kernel/uuid.ts'
import { loadLayers, modelOf } from '../plugins/load-metadata.ts'
import type { RecordContext } from '../records/record-context.ts'
import { findUserByName } from '../storage/sign-in/find-user.ts'
import { loadActor } from '../storage/sign-in/load-actor.ts'
import { findIdentityOf } from '../storage/sign-in/identity.ts'
import { loadState } from '../storage/state.ts'
import { UsageError } from './usage-error.ts'
import type { Installation } from './with-installation.ts'
import { loadMetadataItems } from '../storage/model/stored-model.ts'

/** The context of a command that acts as a user, with the rights of that user. */
export async function contextAs({ database, engine, log }: Installation, username: string): Promise<RecordContext> {
  const userId = await findUserByName(database, username)
  if (userId === null) throw new UsageError(`There is no active user "${username}".`)
  const state = await loadState(database)
  const { places, registries } = engine
  const layers = await loadLayers(places, await loadMetadataItems(database))
  const { model } = modelOf(layers, { registries, version: state.metadataVersion, sound: places.sound })
  const actor = await loadActor(database, await findIdentityOf(database, userId))
  return { actor, origin: 'cli', model, fieldTypes: engine.registries.fieldTypes, hooks: engine.hooks, database, clock: systemClock, log, changeSet: newId() }
}
