import { createRouter, createWebHistory, type RouteRecordRaw, type Router } from 'vue-router'
import { places } from '../state/places.ts'
import { useSession } from '../state/session.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Drawn alone, without menu: sign-in. Everything else wants a signed-in user. */
    bare?: boolean
  }
}

/** Every folder with screens of its own has a routes.ts that exports `routes`. */
const areas = import.meta.glob<{ routes: RouteRecordRaw[] }>('../{records,transfer,shell}/**/routes.ts', { eager: true })

export function createAppRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: Object.values(areas).flatMap((area) => area.routes),
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })

  router.beforeEach((to) => {
    const session = useSession()
    if (!to.meta.bare && !session.isSignedIn) return places.signIn(to.fullPath === '/' ? undefined : to.fullPath)
    if (to.name === 'sign-in' && session.isSignedIn) return '/'
    if (session.isSignedIn && session.mustChangePassword && to.name !== 'change-password') return { name: 'change-password' }
    return true
  })
  return router
}
