import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/me/security', name: 'security', component: () => import('./SecurityPage.vue') }]
