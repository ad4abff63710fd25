import type { RouteRecordRaw } from 'vue-router'

/** The settings: each screen comes with its first use. */
export const routes: RouteRecordRaw[] = [
  { path: '/settings', redirect: '/settings/users' },
  { path: '/settings/users', component: () => import('./users/UsersPage.vue') },
  { path: '/settings/users/:id', component: () => import('./users/UserPage.vue') },
  { path: '/settings/roles', component: () => import('./roles/RolesPage.vue') },
]
