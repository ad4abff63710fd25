import type { Component } from 'vue'
import { createRouter, createWebHistory, START_LOCATION, type RouteRecordRaw, type Router } from 'vue-router'
import { withTexts } from '../i18n/i18n.ts'
import { useMetadata } from '../state/metadata.ts'
import { places } from '../state/places.ts'
import { usePreferences } from '../state/preferences.ts'
import { useSession } from '../state/session.ts'
import { START_PAGE } from '../state/start-page.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Drawn alone, without menu: sign-in. Everything else wants a signed-in user. */
    bare?: boolean
  }
}

interface Area {
  routes: RouteRecordRaw[]
  /** The screens say what stands in the folder on-demand of the texts. */
  areTextsOnDemand?: boolean
}

/** Every folder with screens of its own has a routes.ts that exports `routes`. */
const areas = import.meta.glob<Area>('../{records,transfer,studio,shell}/**/routes.ts', { eager: true })

export function createAppRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: Object.values(areas).flatMap(({ routes, areTextsOnDemand }) => (areTextsOnDemand ? routes.map(fetchedWithTexts) : routes)),
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })

  router.beforeEach((to, from) => {
    const session = useSession()
    const wanted = to.fullPath === '/' ? undefined : to.fullPath
    if (!to.meta.bare && !session.isSignedIn) return places.signIn(wanted)
    if (to.name === 'sign-in' && session.isSignedIn) return '/'
    if (session.isSignedIn && session.mustChangePassword && to.name !== 'change-password') return places.changePassword(wanted)
    if (to.name === 'home' && from === START_LOCATION) return startPage() ?? true
    return true
  })
  return router
}

/** A screen that is fetched when it is opened, and the texts beside it. */
function fetchedWithTexts(route: RouteRecordRaw): RouteRecordRaw {
  const fetchScreen = route.component
  if (typeof fetchScreen !== 'function') return route
  return { ...route, component: () => withTexts(fetchScreen as () => Promise<{ default: Component }>) } as RouteRecordRaw
}

/** What the user wants to see first, where they still may; null: home. */
function startPage(): string | null {
  const key = usePreferences().get<string>(START_PAGE)
  return key !== null && useMetadata().findModule(key) ? places.list(key) : null
}
