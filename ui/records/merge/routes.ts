import type { RouteRecordRaw } from 'vue-router'

/** Making one record of several, for every module alike. */
export const routes: RouteRecordRaw[] = [{ path: '/m/:module/merge', name: 'record-merge', component: () => import('./MergePage.vue') }]
