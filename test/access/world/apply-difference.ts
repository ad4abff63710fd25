import { isDeepStrictEqual } from 'node:util'
import { type Group, MODULES, type World } from '../model/world.ts'
import { type InstalledWorld, installRule, installShare } from './install-world.ts'

/** Changes the rights of an installed world into those of another one with the same people and records. */
export async function applyDifference(installed: InstalledWorld, to: World): Promise<void> {
  const from = installed.world
  for (const module of MODULES) {
    if (from.organisation[module] !== to.organisation[module]) {
      await installed.admin('PUT', `/api/access/organisation/${module}`, { organisation: to.organisation[module] })
    }
  }
  await changeProfiles(installed, to)
  await changePeople(installed, to)
  await changeGroups(installed, to)
  await changeSharing(installed, to)
  installed.world = to
}

async function changeProfiles({ world, admin, profiles }: InstalledWorld, to: World): Promise<void> {
  for (const profile of to.profiles) {
    const before = world.profiles.find(({ name }) => name === profile.name)
    const { id, code } = profiles.get(profile.name) ?? { id: '', code: '' }
    for (const module of MODULES) {
      if (isDeepStrictEqual(before?.lines[module], profile.lines[module])) continue
      await admin('PUT', `/api/access/profiles/${code}/modules/${module}`, profile.lines[module] ?? { actions: [], fields: {} })
    }
    if (before?.viewAll !== profile.viewAll || before?.modifyAll !== profile.modifyAll) {
      await change({ admin }, `/api/records/profiles/${id}`, { view_all: profile.viewAll ?? false, modify_all: profile.modifyAll ?? false })
    }
  }
}

async function changePeople({ world, admin, profiles }: InstalledWorld, to: World): Promise<void> {
  for (const { id, parent } of to.roles) {
    if (world.roles.find((role) => role.id === id)?.parent !== parent) await change({ admin }, `/api/records/roles/${id}`, { parent })
  }
  for (const user of to.users) {
    const before = world.users.find(({ id }) => id === user.id)
    if (isDeepStrictEqual(before, user)) continue
    await change({ admin }, `/api/records/users/${user.id}`, { role: user.role, profiles: user.profiles.map((name) => profiles.get(name)?.id ?? '') })
  }
}

async function changeGroups({ world, admin }: InstalledWorld, to: World): Promise<void> {
  for (const group of to.groups) {
    const before = linksOf(world.groups.find(({ id }) => id === group.id))
    const after = linksOf(group)
    for (const link of after.filter((each) => !before.includes(each))) await admin('PUT', `/api/records/groups/${group.id}/links/${link}`)
    for (const link of before.filter((each) => !after.includes(each))) await admin('DELETE', `/api/records/groups/${group.id}/links/${link}`)
  }
}

function linksOf(group: Group | undefined): string[] {
  const { members = [], roles = [], rolesBelow = [], subgroups = [] } = group ?? {}
  const links = Object.entries({ members, roles, roles_below: rolesBelow, subgroups })
  return links.flatMap(([key, others]) => others.map((other) => `${key}/${other}`))
}

async function changeSharing(installed: InstalledWorld, to: World): Promise<void> {
  const { world, admin, rules } = installed
  for (const rule of world.rules) {
    if (!to.rules.includes(rule)) await admin('DELETE', `/api/access/rules/${rules.get(rule.name)}`)
  }
  for (const rule of to.rules) {
    if (!world.rules.includes(rule)) await installRule(installed, rule)
  }
  for (const { record, principal } of world.shares) {
    const module = world.records.find(({ id }) => id === record)?.module
    if (!to.shares.some((share) => share.record === record && share.principal === principal)) {
      await admin('DELETE', `/api/records/${module}/${record}/shares/${principal}`)
    }
  }
  for (const share of to.shares) if (!world.shares.includes(share)) await installShare(installed, share)
}

async function change({ admin }: Pick<InstalledWorld, 'admin'>, url: string, values: object): Promise<void> {
  const { version } = (await admin('GET', url)) as { version: number }
  await admin('PATCH', url, { version, values })
}
