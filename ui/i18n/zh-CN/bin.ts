import type { bin as en } from '../en/bin.ts'
import type { MessagesLike } from '../messages.ts'

export const bin: MessagesLike<typeof en> = {
  title: '回收站',
  module: '模块',
  count: '已删除 {count} 条',
  deletedAt: '删除时间',
  restore: '恢复',
  purge: '彻底删除',
  purgeTitle: '彻底删除这条记录？ | 彻底删除 {count} 条记录？',
  purgeText: '此操作无法撤销。',
  purged: '已彻底删除。 | 已彻底删除 {count} 条。',
  empty: { title: '回收站是空的', text: '此模块中删除的记录会保存在这里，可以连同关联一起恢复。' },
}
