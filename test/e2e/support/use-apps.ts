import { afterAll, beforeAll } from 'vitest'
import { type ModuleSet, startTestApp, type TestApp, type TestAppSettings } from '../../support/start-app.ts'

/** Starts one application with the stock modules and one with the foreign library for the tests around the call, and stops them; returns how to get at them. */
export function useApps(settings: Partial<Record<ModuleSet, TestAppSettings>> = {}): (set: ModuleSet) => TestApp {
  const apps = new Map<ModuleSet, TestApp>()
  beforeAll(async () => {
    for (const set of ['stock', 'foreign'] as const) apps.set(set, await startTestApp(set, settings[set]))
  })
  afterAll(async () => {
    for (const app of apps.values()) await app.stop()
  })
  return (set) => {
    const app = apps.get(set)
    if (!app) throw new Error('The application starts before the first test.')
    return app
  }
}
