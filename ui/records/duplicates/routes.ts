import type { RouteRecordRaw } from 'vue-router'

/** Duplicates among all records of a module. */
export const routes: RouteRecordRaw[] = [{ path: '/m/:module/duplicates', name: 'record-duplicates', component: () => import('./DuplicatesPage.vue') }]
