import type { Label } from '../contract/label.ts'

/** The words of one mail; each is a template. */
export interface MailText {
  subject: Label
  paragraphs: Label[]
  /** The text of the button; its address is `link` in the data. */
  action?: Label
}

const greeting: Label = { en: 'Hello {{name}},', 'zh-CN': '{{name}}，您好：' }

// biome-ignore format: a text reads as one line
/** What the application itself writes to people. */
export const MAIL_TEXTS = {
  'password-reset': {
    subject: { en: 'Choose a new password', 'zh-CN': '重置您的密码' },
    paragraphs: [
      greeting,
      { en: 'Somebody, most likely you, has forgotten the password of the account {{username}}. With this link a new one can be chosen; it works once, within an hour.', 'zh-CN': '我们收到了重置账号 {{username}} 密码的请求。请点击以下链接设置新密码，链接一小时内有效，且只能使用一次。' },
      { en: 'If it was not you, you need not do anything: nothing was changed.', 'zh-CN': '如果这不是您本人的操作，请忽略此邮件，您的密码不会改变。' },
    ],
    action: { en: 'Choose a new password', 'zh-CN': '设置新密码' },
  },
  invitation: {
    subject: { en: '{{inviter}} invites you to Mortise', 'zh-CN': '{{inviter}} 邀请您使用 Mortise' },
    paragraphs: [
      greeting,
      { en: '{{inviter}} has made an account for you. Your user name is {{username}}. Choose a password to begin; the link works once, within seven days.', 'zh-CN': '{{inviter}} 已为您创建账号，用户名为 {{username}}。请点击以下链接设置密码并开始使用，链接七天内有效，且只能使用一次。' },
    ],
    action: { en: 'Choose a password', 'zh-CN': '设置密码' },
  },
  'password-changed': {
    subject: { en: 'Your password was changed', 'zh-CN': '您的密码已修改' },
    paragraphs: [
      greeting,
      { en: 'The password of the account {{username}} was changed. All other sessions were signed out.', 'zh-CN': '账号 {{username}} 的密码已修改，其他会话均已退出。' },
      { en: 'If it was not you, tell your administrator at once.', 'zh-CN': '如果这不是您本人的操作，请立即联系管理员。' },
    ],
  },
} satisfies Record<string, MailText>

export type MailTemplate = keyof typeof MAIL_TEXTS
