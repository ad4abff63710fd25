import type { RouteRecordRaw } from 'vue-router'

export const areTextsOnDemand = true

/** The settings: each screen comes with its first use. */
export const routes: RouteRecordRaw[] = [
  { path: '/settings', redirect: '/settings/users' },
  { path: '/settings/users', component: () => import('./users/UsersPage.vue') },
  { path: '/settings/users/:id', component: () => import('./users/UserPage.vue') },
  { path: '/settings/roles', component: () => import('./roles/RolesPage.vue') },
  { path: '/settings/profiles', component: () => import('./profiles/ProfilesPage.vue') },
  { path: '/settings/profiles/:id', component: () => import('./profiles/ProfilePage.vue') },
  { path: '/settings/sharing', component: () => import('./sharing/SharingPage.vue') },
  { path: '/settings/groups', component: () => import('./groups/GroupsPage.vue') },
  { path: '/settings/groups/:id', component: () => import('./groups/GroupPage.vue') },
  { path: '/settings/sign-in', component: () => import('./sign-in/SignInSettingsPage.vue') },
  { path: '/settings/audit', component: () => import('./audit/AuditPage.vue') },
]
