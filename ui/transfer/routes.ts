import type { RouteRecordRaw } from 'vue-router'

export const areTextsOnDemand = true

export const routes: RouteRecordRaw[] = [
  { path: '/import/:module', name: 'import', component: () => import('./start/ImportStartPage.vue') },
  { path: '/imports/:id', name: 'import-run', component: () => import('./ImportPage.vue') },
]
