import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/m/:module', name: 'list', component: () => import('./RecordListPage.vue') }]
