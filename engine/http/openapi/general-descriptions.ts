import type { Label } from '../../contract/label.ts'
import type { RouteDescription } from './route-description.ts'
import { ANYTHING, ID, listOf, objectOf, orNull, schemaRef, TEXT } from './schema-ref.ts'
import { SIGN_IN_ROUTES } from './sign-in-descriptions.ts'

const you: Label = { en: 'Signing in, and what is yours', 'zh-CN': '登录与个人设置' }
const all: Label = { en: 'Across modules', 'zh-CN': '跨模块' }
const work: Label = { en: 'Files, imports, exports, tasks', 'zh-CN': '文件、导入、导出与任务' }
const server: Label = { en: 'The server', 'zh-CN': '服务器' }
const started = schemaRef('TaskStarted')

// biome-ignore format: a row reads as one line
/** The routes that are not about one module. */
export const GENERAL_ROUTES: Record<string, RouteDescription> = {
  ...SIGN_IN_ROUTES,
  'DELETE /api/session': { id: 'signOut', tag: you, summary: { en: 'Sign out', 'zh-CN': '退出登录' }, status: 204, answer: null },
  'GET /api/me': { id: 'me', tag: you, summary: { en: 'Who is signed in', 'zh-CN': '当前用户' }, answer: schemaRef('Me') },
  'PATCH /api/me': { id: 'changeMe', tag: you, summary: { en: 'Set language, time zone and theme', 'zh-CN': '设置语言、时区和主题' }, answer: schemaRef('Me') },
  'POST /api/me/password': { id: 'changePassword', tag: you, summary: { en: 'Change the own password; ends all other sessions', 'zh-CN': '修改密码，并结束其他会话' }, status: 204, answer: null },
  'GET /api/me/sessions': { id: 'sessions', tag: you, summary: { en: 'Own sessions', 'zh-CN': '自己的会话' }, answer: objectOf({ sessions: listOf(schemaRef('Session')) }) },
  'DELETE /api/me/sessions/:id': { id: 'endSession', tag: you, summary: { en: 'End a session', 'zh-CN': '结束会话' }, status: 204, answer: null, failures: [403] },
  'GET /api/me/tokens': { id: 'tokens', tag: you, summary: { en: 'Own API tokens', 'zh-CN': '自己的 API 令牌' }, answer: objectOf({ tokens: listOf(schemaRef('Token')) }) },
  'POST /api/me/tokens': { id: 'createToken', tag: you, summary: { en: 'Make an API token; it is shown this once', 'zh-CN': '创建 API 令牌（仅显示一次）' }, status: 201, answer: objectOf({ id: ID, token: TEXT }), failures: [403] },
  'DELETE /api/me/tokens/:id': { id: 'revokeToken', tag: you, summary: { en: 'Revoke an API token', 'zh-CN': '撤销 API 令牌' }, status: 204, answer: null },
  'GET /api/views': { id: 'views', tag: you, summary: { en: 'Saved views of a module', 'zh-CN': '模块的已保存视图' }, answer: objectOf({ views: listOf(schemaRef('SavedView')), first: orNull(TEXT), 'defaults?': listOf(objectOf({ role: ID, view: TEXT })) }) },
  'POST /api/views': { id: 'createView', tag: you, summary: { en: 'Save a view', 'zh-CN': '保存视图' }, status: 201, answer: objectOf({ id: ID }) },
  'PUT /api/views/:id': { id: 'changeView', tag: you, summary: { en: 'Change an own view', 'zh-CN': '修改自己的视图' }, status: 204, answer: null },
  'PUT /api/views/default': { id: 'setDefaultView', tag: you, summary: { en: 'Say for which roles a view opens first (administrators)', 'zh-CN': '设置视图为哪些角色的默认视图（管理员）' }, status: 204, answer: null, failures: [403] },
  'DELETE /api/views/:id': { id: 'removeView', tag: you, summary: { en: 'Remove an own view', 'zh-CN': '删除自己的视图' }, status: 204, answer: null },
  'GET /api/preferences/:key': { id: 'preference', tag: you, summary: { en: 'What was set under a key', 'zh-CN': '读取偏好设置' }, answer: objectOf({ value: ANYTHING }) },
  'PUT /api/preferences/:key': { id: 'setPreference', tag: you, summary: { en: 'Set something under a key; null forgets it', 'zh-CN': '保存偏好设置；null 表示清除' }, status: 204, answer: null },
  'PATCH /api/preferences/:key': { id: 'changePreference', tag: you, summary: { en: 'Change parts of what is set under a key; null takes one away', 'zh-CN': '修改偏好设置的部分内容；null 表示移除该项' }, status: 204, answer: null },
  'GET /api/notifications': { id: 'notifications', tag: you, summary: { en: 'What you were told, newest first', 'zh-CN': '自己的通知（最新的在前）' }, answer: objectOf({ notifications: listOf(schemaRef('Notification')), next: orNull(TEXT), unread: schemaRef('Count') }) },
  'POST /api/notifications/read': { id: 'readNotifications', tag: you, summary: { en: 'Mark notifications as read', 'zh-CN': '将通知标为已读' }, status: 200, answer: objectOf({ unread: schemaRef('Count') }) },
  'POST /api/notifications/unread': { id: 'unreadNotifications', tag: you, summary: { en: 'Mark notifications as unread', 'zh-CN': '将通知标为未读' }, status: 200, answer: objectOf({ unread: schemaRef('Count') }) },
  'GET /api/notifications/preferences': { id: 'notificationPreferences', tag: you, summary: { en: 'What you want to be told', 'zh-CN': '通知偏好' }, answer: schemaRef('NotificationPreferences') },
  'PUT /api/notifications/preferences': { id: 'setNotificationPreferences', tag: you, summary: { en: 'Choose what you want to be told', 'zh-CN': '设置通知偏好' }, answer: schemaRef('NotificationPreferences') },

  'GET /api/me/profile': { id: 'ownProfile', tag: you, summary: { en: 'What you set of your own record', 'zh-CN': '个人资料' }, answer: objectOf({ values: { type: 'object' }, labels: { type: 'object' } }) },
  'PATCH /api/me/profile': { id: 'saveOwnProfile', tag: you, summary: { en: 'Change it', 'zh-CN': '修改个人资料' }, answer: objectOf({ values: { type: 'object' }, labels: { type: 'object' } }) },
  'GET /api/metadata': { id: 'metadata', tag: all, summary: { en: 'Modules, fields, layouts and views that you may see', 'zh-CN': '可见的模块、字段、布局和视图' }, answer: { type: 'object' } },
  'GET /api/search': { id: 'search', tag: all, summary: { en: 'Search in all modules', 'zh-CN': '在所有模块中搜索' }, answer: schemaRef('SearchResult') },
  'POST /api/change-sets/:id/undo': { id: 'undo', tag: all, summary: { en: 'Take back what one action did; more than 1,000 changes in the background (202, with the task)', 'zh-CN': '撤销一次操作；超过 1000 处更改时在后台执行（返回 202 与任务）' }, answer: { anyOf: [schemaRef('UndoResult'), started] } },
  'GET /api/events': { id: 'liveEvents', tag: all, summary: { en: 'Live events: records, task, notification, metadata', 'zh-CN': '实时事件：记录、任务、通知、元数据' }, media: 'text/event-stream' },

  'POST /api/files': { id: 'upload', tag: work, summary: { en: 'Send a file, to be put into a record', 'zh-CN': '上传文件，以便放入记录' }, upload: true, status: 201, answer: objectOf({ file: schemaRef('File') }), failures: [413] },
  'GET /api/files/:id': { id: 'download', tag: work, summary: { en: 'The content of a file: an own one, or one that a record holds', 'zh-CN': '下载文件：自己上传的，或记录持有的' }, media: 'application/octet-stream' },
  'POST /api/imports': { id: 'openImport', tag: work, summary: { en: 'Begin an import with its file', 'zh-CN': '上传文件并开始导入' }, upload: true, status: 201, answer: schemaRef('Import'), failures: [403, 413] },
  'GET /api/imports': { id: 'imports', tag: work, summary: { en: 'Own imports', 'zh-CN': '自己的导入' }, answer: objectOf({ imports: listOf(schemaRef('Import')) }) },
  'GET /api/imports/:id': { id: 'import', tag: work, summary: { en: 'An import, its mapping and its report', 'zh-CN': '导入的映射与报告' }, answer: schemaRef('Import') },
  'PATCH /api/imports/:id': { id: 'changeImport', tag: work, summary: { en: 'Change mapping, options or format', 'zh-CN': '修改映射、选项或格式' }, answer: schemaRef('Import'), failures: [409] },
  'POST /api/imports/:id/dry-run': { id: 'checkImport', tag: work, summary: { en: 'Try an import without writing', 'zh-CN': '试运行导入' }, status: 202, answer: started, failures: [409] },
  'POST /api/imports/:id/run': { id: 'runImport', tag: work, summary: { en: 'Run an import', 'zh-CN': '执行导入' }, status: 202, answer: started, failures: [403, 409] },
  'POST /api/imports/:id/cancel': { id: 'cancelImport', tag: work, summary: { en: 'Cancel an import', 'zh-CN': '取消导入' }, status: 202, answer: schemaRef('CancelRequested'), failures: [409] },
  'POST /api/imports/:id/undo': { id: 'undoImport', tag: work, summary: { en: 'Take a whole import back', 'zh-CN': '撤销整个导入' }, status: 202, answer: started, failures: [409] },
  'GET /api/imports/:id/errors': { id: 'importErrors', tag: work, summary: { en: 'The rows that were not imported, as CSV to correct', 'zh-CN': '未能导入的行（CSV，可修改后重新导入）' }, media: 'text/csv' },
  'GET /api/imports/:id/error-rows': { id: 'importErrorRows', tag: work, summary: { en: 'The rows that were not imported, as data', 'zh-CN': '未能导入的行（数据）' }, answer: objectOf({ rows: listOf({ type: 'object' }) }) },
  'GET /api/import-mappings': { id: 'mappings', tag: work, summary: { en: 'Mappings that were kept', 'zh-CN': '已保存的映射' }, answer: objectOf({ mappings: listOf(schemaRef('SavedMapping')) }) },
  'POST /api/import-mappings': { id: 'keepMapping', tag: work, summary: { en: 'Keep a mapping under a name', 'zh-CN': '保存映射' }, status: 204, answer: null },
  'DELETE /api/import-mappings/:id': { id: 'removeMapping', tag: work, summary: { en: 'Remove a mapping', 'zh-CN': '删除映射' }, status: 204, answer: null },
  'POST /api/exports': { id: 'export', tag: work, summary: { en: 'Export a list in the background', 'zh-CN': '后台导出列表' }, status: 202, answer: started, failures: [403] },
  'POST /api/bulk/dry-run': { id: 'planBulk', tag: work, summary: { en: 'What mass work would do, tried on the first records and put back', 'zh-CN': '试运行批量操作：在前若干条记录上尝试后还原' }, answer: schemaRef('BulkPlan'), failures: [403] },
  'POST /api/bulk': { id: 'bulk', tag: work, summary: { en: 'Change, tag, delete or restore all records of a filter in the background, as one change set', 'zh-CN': '后台批量修改、加标签、删除或恢复筛选出的记录（可整体撤销）' }, status: 202, answer: started, failures: [403] },
  'GET /api/demo': { id: 'demo', tag: work, summary: { en: 'Whether sample data is there', 'zh-CN': '是否已有示例数据' }, answer: objectOf({ state: { enum: ['unavailable', 'absent', 'loading', 'loaded', 'removing'] }, 'task?': ID }) },
  'POST /api/demo': { id: 'makeDemo', tag: work, summary: { en: 'Make sample data', 'zh-CN': '生成示例数据' }, status: 202, answer: started, failures: [409] },
  'DELETE /api/demo': { id: 'removeDemo', tag: work, summary: { en: 'Take the sample data away', 'zh-CN': '移除示例数据' }, status: 202, answer: started, failures: [409] },
  'GET /api/tasks': { id: 'ownTasks', tag: work, summary: { en: 'Own long work, newest first', 'zh-CN': '自己的后台任务' }, answer: objectOf({ tasks: listOf(schemaRef('Task')) }) },
  'GET /api/tasks/:id': { id: 'task', tag: work, summary: { en: 'How far a piece of long work is', 'zh-CN': '任务进度' }, answer: schemaRef('Task') },
  'DELETE /api/tasks/:id': { id: 'cancelTask', tag: work, summary: { en: 'Ask it to stop', 'zh-CN': '请求停止任务' }, status: 202, answer: schemaRef('CancelRequested') },

  'GET /api/openapi.json': { id: 'openapi', tag: server, summary: { en: 'This document', 'zh-CN': '本文档' }, answer: { type: 'object' } },
  'GET /health': { id: 'health', tag: server, summary: { en: 'Whether the process lives', 'zh-CN': '进程是否存活' }, answer: objectOf({ status: TEXT }) },
  'GET /ready': { id: 'ready', tag: server, summary: { en: 'Whether it is ready to answer', 'zh-CN': '是否就绪' }, answer: objectOf({ status: TEXT }), failures: [503] },
  'GET /metrics': { id: 'metrics', tag: server, summary: { en: 'Figures for Prometheus', 'zh-CN': 'Prometheus 指标' }, media: 'text/plain' },
}

/** Of routes that plugins add. */
export const PLUGIN_TAG: Label = { en: 'Plugins', 'zh-CN': '插件' }
