import type { kit as en } from '../en/kit.ts'
import type { MessagesLike } from '../messages.ts'

export const kit: MessagesLike<typeof en> = {
  close: '关闭',
  cancel: '取消',
  confirm: '确定',
  retry: '重试',
  required: '必填',
  loading: '加载中…',
  clear: '清除',
  noOptions: '没有可选项',
  noMatch: '没有找到',
  errorId: '错误编号：{id}',
  grid: {
    selectAll: '选择已加载的所有行',
    selectRow: '选择此行',
    resize: '“{column}”列的宽度',
    sortedUp: '升序',
    sortedDown: '降序',
  },
  error: {
    title: '加载失败',
    text: '出了点问题，请重试；如果仍然出现，请把错误编号告诉管理员。',
    unreachable: '无法连接服务器，请检查网络后重试。',
    forbidden: '您没有查看权限，请联系管理员。',
    notFound: '内容不存在，或您无权查看。',
  },
}
