import type { RouteRecordRaw } from 'vue-router'

/** The page of a record and its forms, for every module alike. */
export const routes: RouteRecordRaw[] = [
  { path: '/m/:module/new', name: 'record-new', component: () => import('../form/RecordFormPage.vue') },
  { path: '/m/:module/:id', name: 'record', component: () => import('./RecordPage.vue') },
  { path: '/m/:module/:id/print', name: 'record-print', component: () => import('../print/PrintPage.vue') },
  { path: '/m/:module/:id/edit', name: 'record-edit', component: () => import('../form/RecordFormPage.vue') },
]
