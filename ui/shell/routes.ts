import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./home/HomePage.vue') },
  { path: '/me', name: 'me', component: () => import('./profile/ProfilePage.vue') },
  { path: '/notifications', name: 'notifications', component: () => import('./notifications/NotificationsPage.vue') },
  { path: '/sign-in', name: 'sign-in', meta: { bare: true }, component: () => import('./sign-in/SignInPage.vue') },
  { path: '/password/forgotten', name: 'forgotten-password', meta: { bare: true }, component: () => import('./sign-in/ForgottenPage.vue') },
  { path: '/password/:token', name: 'password-link', meta: { bare: true }, component: () => import('./sign-in/PasswordLinkPage.vue') },
  { path: '/change-password', name: 'change-password', meta: { bare: true }, component: () => import('./sign-in/ChangePasswordPage.vue') },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue') },
]
