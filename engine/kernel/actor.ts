import type { FormatChoices } from '../contract/formats.ts'
import type { Locale } from '../contract/label.ts'

/** What the record of a profile says; it counts before the word of the metadata, which is how the profile came into the world. */
export interface ProfileFlags {
  viewAll: boolean
  modifyAll: boolean
  admin: boolean
  /** May manage the users whose role is below the own one. */
  manageUsers: boolean
}

/** Who acts. Every call has one. */
export interface Actor {
  kind: 'user' | 'system' | 'anonymous'
  /** null for system and anonymous. */
  userId: string | null
  name: string
  isAdmin: boolean
  /** Keys of profiles. */
  profiles: string[]
  /** By the key of the profile. Absent where no records were read. */
  profileFlags?: Readonly<Record<string, ProfileFlags>>
  /** Id of the role record, and its key where it is a stock role. */
  roleId: string | null
  roleKey: string | null
  /** Groups that the user belongs to in any way, those around them included. */
  groupIds: string[]
  locale: Locale
  /** IANA name. */
  timeZone: string
  /** How they want dates and numbers, and when their week begins; absent: as the language has it. */
  formats?: FormatChoices
  /** Version of all rights when the actor was loaded; caches of rights use it as their key. */
  rightsVersion: number
  /** The admin who acts as this user. */
  impersonator?: { id: string; name: string }
  /** To what a token limits the call; absent: to what the user may do. */
  scope?: { readOnly: boolean; modules: string[] | null }
  /** Why the system acts; only for kind system. */
  reason?: string
}

let systemActors = 0

/** An actor that may do everything. Explicit and counted: each use names its reason. */
export function systemActor(reason: string): Actor {
  systemActors += 1
  return {
    kind: 'system',
    userId: null,
    name: 'Mortise',
    isAdmin: true,
    profiles: [],
    roleId: null,
    roleKey: null,
    groupIds: [],
    locale: 'en',
    timeZone: 'UTC',
    rightsVersion: 0,
    reason,
  }
}

/** How often a system actor was made since the process started; shown in /metrics. */
export function systemActorCount(): number {
  return systemActors
}
