import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./HomePage.vue') },
  { path: '/sign-in', name: 'sign-in', meta: { bare: true }, component: () => import('./sign-in/SignInPage.vue') },
  { path: '/change-password', name: 'change-password', meta: { bare: true }, component: () => import('./sign-in/ChangePasswordPage.vue') },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue') },
]
