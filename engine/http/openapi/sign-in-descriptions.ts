import type { Label } from '../../contract/label.ts'
import type { RouteDescription } from './route-description.ts'
import { ID, listOf, objectOf, orNull, schemaRef, TEXT, TIME, WHOLE, YES_NO } from './schema-ref.ts'

const you: Label = { en: 'Signing in, and what is yours', 'zh-CN': '登录与个人设置' }
const others: Label = { en: 'Users, sign-in and audit', 'zh-CN': '用户、登录与审计' }

const entered = objectOf({ 'user?': objectOf({ id: ID }), 'mustChangePassword?': YES_NO, 'secondFactor?': objectOf({ challenge: TEXT }) })
const codes = objectOf({ recoveryCodes: listOf(TEXT) })
const ceremony = objectOf({ challenge: TEXT, options: { type: 'object' } })
const policy = { minLength: WHOLE, minScore: WHOLE }
const signIns = objectOf({ signIns: listOf(schemaRef('SignIn')) })
const sessions = objectOf({ sessions: listOf(schemaRef('Session')) })
const back = objectOf({ user: objectOf({ id: ID }) })
const done = { status: 204, answer: null } as const

// biome-ignore format: a row reads as one line
/** The ways to sign in, what secures an account, and the audit log. */
export const SIGN_IN_ROUTES: Record<string, RouteDescription> = {
  'GET /api/session/methods': { id: 'signInMethods', tag: you, summary: { en: 'In which ways one may sign in here', 'zh-CN': '可用的登录方式' }, answer: objectOf({ password: YES_NO, passkey: YES_NO, openId: orNull(objectOf({ label: TEXT })), forgotPassword: YES_NO, policy: objectOf(policy) }) },
  'POST /api/session': { id: 'signIn', tag: you, summary: { en: 'Sign in: sets the session cookie, or asks for a code', 'zh-CN': '登录：设置会话 Cookie，或要求输入验证码' }, answer: entered },
  'POST /api/session/second-factor': { id: 'signInWithCode', tag: you, summary: { en: 'The second step: a code of the app, or a recovery code', 'zh-CN': '第二步：验证码或恢复码' }, answer: entered },
  'POST /api/session/passkey/options': { id: 'beginPasskeySignIn', tag: you, summary: { en: 'Begin a sign-in by passkey', 'zh-CN': '开始通行密钥登录' }, answer: ceremony },
  'POST /api/session/passkey': { id: 'passkeySignIn', tag: you, summary: { en: 'Sign in by passkey', 'zh-CN': '使用通行密钥登录' }, answer: entered },
  'GET /api/session/open-id': { id: 'openIdSignIn', tag: you, summary: { en: 'Go to the provider of OpenID Connect', 'zh-CN': '跳转到 OpenID Connect 登录' }, status: 302, answer: null },
  'GET /api/session/open-id/callback': { id: 'openIdReturn', tag: you, summary: { en: 'Come back from the provider', 'zh-CN': '从 OpenID Connect 返回' }, status: 302, answer: null },
  'POST /api/password/forgotten': { id: 'forgotPassword', tag: you, summary: { en: 'Ask for a link to choose a new password; always answered alike', 'zh-CN': '申请重置密码链接（回复始终相同）' }, status: 202, answer: { type: 'object' } },
  'POST /api/password/token': { id: 'passwordLink', tag: you, summary: { en: 'What the link of a mail is for', 'zh-CN': '查看邮件链接的用途' }, answer: objectOf({ kind: { enum: ['reset', 'invite'] }, username: TEXT, name: TEXT }) },
  'POST /api/password/reset': { id: 'resetPassword', tag: you, summary: { en: 'Choose a password by the link of a mail', 'zh-CN': '通过邮件链接设置密码' }, ...done },
  'GET /api/me/security': { id: 'ownSecurity', tag: you, summary: { en: 'How the own account is secured', 'zh-CN': '账号安全状况' }, answer: objectOf({ hasPassword: YES_NO, passwordChangedAt: orNull(TIME), totp: orNull(objectOf({ since: TIME })), recoveryCodesLeft: WHOLE, passkeys: listOf(objectOf({ id: ID, name: TEXT, createdAt: TIME, lastUsedAt: orNull(TIME) })), canUsePasskeys: YES_NO, policy: objectOf(policy) }) },
  'POST /api/me/totp': { id: 'beginTotp', tag: you, summary: { en: 'Begin to use a code app', 'zh-CN': '开始设置验证器' }, answer: objectOf({ secret: TEXT, uri: TEXT }), failures: [403, 409] },
  'POST /api/me/totp/confirm': { id: 'confirmTotp', tag: you, summary: { en: 'Confirm the code app by a first code', 'zh-CN': '输入验证码确认验证器' }, answer: codes, failures: [403] },
  'DELETE /api/me/totp': { id: 'removeTotp', tag: you, summary: { en: 'Use no code app any more', 'zh-CN': '停用验证器' }, ...done, failures: [403] },
  'POST /api/me/recovery-codes': { id: 'makeRecoveryCodes', tag: you, summary: { en: 'New recovery codes, shown this once', 'zh-CN': '重新生成恢复码（仅显示一次）' }, answer: codes, failures: [403] },
  'POST /api/me/passkeys/options': { id: 'beginPasskey', tag: you, summary: { en: 'Begin to register a passkey', 'zh-CN': '开始添加通行密钥' }, answer: ceremony, failures: [403] },
  'POST /api/me/passkeys': { id: 'addPasskey', tag: you, summary: { en: 'Register a passkey', 'zh-CN': '添加通行密钥' }, status: 201, answer: objectOf({ id: ID }), failures: [403, 409] },
  'DELETE /api/me/passkeys/:id': { id: 'removePasskey', tag: you, summary: { en: 'Remove a passkey', 'zh-CN': '删除通行密钥' }, ...done, failures: [403] },
  'DELETE /api/me/sessions': { id: 'endOtherSessions', tag: you, summary: { en: 'End all other sessions', 'zh-CN': '结束其他所有会话' }, ...done, failures: [403] },
  'GET /api/me/sign-ins': { id: 'ownSignIns', tag: you, summary: { en: 'The last tries to sign in to the own account', 'zh-CN': '最近的登录记录' }, answer: signIns },
  'DELETE /api/impersonation': { id: 'endImpersonation', tag: you, summary: { en: 'Be oneself again', 'zh-CN': '结束代为操作' }, answer: back, failures: [403] },

  'POST /api/impersonation': { id: 'impersonate', tag: others, summary: { en: 'Act as another user, for up to an hour', 'zh-CN': '以其他用户身份操作（最长一小时）' }, answer: back, failures: [403] },
  'GET /api/users/:id/security': { id: 'userSecurity', tag: others, summary: { en: 'How an account is secured', 'zh-CN': '查看账号安全状况' }, answer: objectOf({ hasPassword: YES_NO, mustChangePassword: YES_NO, passwordChangedAt: orNull(TIME), totp: YES_NO, passkeys: WHOLE, locked: YES_NO, lastSignInAt: orNull(TIME) }), failures: [403] },
  'GET /api/users/:id/sign-ins': { id: 'userSignIns', tag: others, summary: { en: 'The last tries to sign in to an account', 'zh-CN': '用户最近的登录记录' }, answer: signIns, failures: [403] },
  'POST /api/users/:id/invite': { id: 'inviteUser', tag: others, summary: { en: 'Send a link to choose the first password', 'zh-CN': '发送邀请链接' }, status: 202, answer: { type: 'object' }, failures: [403] },
  'POST /api/users/:id/password-reset': { id: 'sendReset', tag: others, summary: { en: 'Send a link to choose a new password', 'zh-CN': '发送重置密码链接' }, status: 202, answer: { type: 'object' }, failures: [403] },
  'POST /api/users/:id/password': { id: 'makePassword', tag: others, summary: { en: 'Make a password that must be changed; shown this once', 'zh-CN': '生成临时密码（须修改，仅显示一次）' }, answer: objectOf({ password: TEXT }), failures: [403] },
  'POST /api/users/:id/password-change': { id: 'requirePasswordChange', tag: others, summary: { en: 'Require a new password, before anything else is done', 'zh-CN': '要求用户修改密码' }, ...done, failures: [403] },
  'DELETE /api/users/:id/second-factor': { id: 'removeSecondFactor', tag: others, summary: { en: 'Remove code app, recovery codes and passkeys', 'zh-CN': '移除验证器、恢复码和通行密钥' }, ...done, failures: [403] },
  'DELETE /api/users/:id/lock': { id: 'removeLock', tag: others, summary: { en: 'Forget failed tries', 'zh-CN': '解除登录锁定' }, ...done, failures: [403] },
  'GET /api/users/:id/sessions': { id: 'userSessions', tag: others, summary: { en: 'Sessions of a user', 'zh-CN': '用户的会话' }, answer: sessions, failures: [403] },
  'DELETE /api/users/:id/sessions': { id: 'endUserSessions', tag: others, summary: { en: 'End all sessions of a user', 'zh-CN': '结束用户的所有会话' }, ...done, failures: [403] },
  'DELETE /api/users/:id/sessions/:session': { id: 'endUserSession', tag: others, summary: { en: 'End a session of a user', 'zh-CN': '结束用户的会话' }, ...done, failures: [403] },
  'GET /api/users/:id/tokens': { id: 'userTokens', tag: others, summary: { en: 'API tokens of a user', 'zh-CN': '用户的 API 令牌' }, answer: objectOf({ tokens: listOf(schemaRef('Token')) }), failures: [403] },
  'DELETE /api/users/:id/tokens/:token': { id: 'revokeUserToken', tag: others, summary: { en: 'Revoke an API token of a user', 'zh-CN': '撤销用户的 API 令牌' }, ...done, failures: [403] },
  'GET /api/sign-in-settings': { id: 'signInSettings', tag: others, summary: { en: 'What passwords must be like', 'zh-CN': '密码策略' }, answer: objectOf({ password: objectOf({ ...policy, history: WHOLE }) }), failures: [403] },
  'PUT /api/sign-in-settings': { id: 'changeSignInSettings', tag: others, summary: { en: 'Set what passwords must be like', 'zh-CN': '设置密码策略' }, ...done, failures: [403] },
  'GET /api/audit': { id: 'audit', tag: others, summary: { en: 'Who did what, when and from where', 'zh-CN': '查询审计日志' }, answer: objectOf({ entries: listOf(schemaRef('AuditEntry')), next: orNull(TEXT) }), failures: [403] },
  'POST /api/audit/exports': { id: 'exportAudit', tag: others, summary: { en: 'The same as a CSV file, in the background', 'zh-CN': '后台导出审计日志（CSV）' }, status: 202, answer: schemaRef('TaskStarted'), failures: [403] },
}
