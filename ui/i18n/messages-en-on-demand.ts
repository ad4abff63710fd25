import { collectAreas, type MessageTree } from './messages.ts'

export const messages = collectAreas(import.meta.glob<Record<string, MessageTree>>('./en/on-demand/*.ts', { eager: true }))
