import { collectAreas, type MessageTree } from './messages.ts'

export const messages = collectAreas(import.meta.glob<Record<string, MessageTree>>('./zh-CN/on-demand/*.ts', { eager: true }))
