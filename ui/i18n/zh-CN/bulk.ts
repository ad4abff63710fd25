import type { bulk as en } from '../en/bulk.ts'
import type { MessagesLike } from '../messages.ts'

export const bulk: MessagesLike<typeof en> = {
  checking: '正在检查会有哪些变化…',
  choose: '请先选择要修改的内容；确认数量之前不会写入任何数据。',
  update: {
    title: '批量编辑{modules}',
    verb: '编辑',
    start: '修改 1 条记录 | 修改 {count} 条记录',
    field: '选择字段',
    emptied: '留空表示清空该字段。',
    remove: '不修改“{field}”',
  },
  owner: { title: '更改{modules}负责人', verb: '更改负责人', start: '移交 1 条记录 | 移交 {count} 条记录' },
  tag: { title: '为{modules}加标签', verb: '标签', start: '更新 1 条记录的标签 | 更新 {count} 条记录的标签', add: '添加标签', remove: '移除标签' },
  delete: {
    title: '删除{modules}',
    verb: '删除',
    start: '删除 1 条记录 | 删除 {count} 条记录',
    text: '记录会移入回收站，之后可以一次性撤销。',
  },
  figures: {
    total: '记录数',
    changed: { will: '将修改', did: '已修改' },
    deleted: { will: '将删除', did: '已删除' },
    unchanged: '无需修改',
    forbidden: '无权修改',
    skipped: { will: '将跳过', did: '已跳过' },
    sample: '已试运行前 {checked} 条，其中 {skipped} 条会被跳过。',
    which: '查看是哪些记录',
    more: '还有 {count} 条',
  },
  ended: {
    'bulk-update': '没有记录被修改。 | 已修改 1 条记录。 | 已修改 {count} 条记录。',
    'bulk-tag': '没有标签被修改。 | 已更新 1 条记录的标签。 | 已更新 {count} 条记录的标签。',
    'bulk-delete': '没有记录被删除。 | 已删除 1 条记录。 | 已删除 {count} 条记录。',
    'bulk-restore': '没有记录被恢复。 | 已恢复 1 条记录。 | 已恢复 {count} 条记录。',
  },
  endedSkipped: '跳过 1 条，原因见报告。 | 跳过 {count} 条，原因见报告。',
  cancelled: '任务已取消。取消前已完成的部分如下，其余记录保持不变。',
  undoAll: '全部撤销',
  undone: '没有可撤销的内容。 | 已还原 1 条记录。 | 已还原 {count} 条记录。',
  report: '报告',
}
