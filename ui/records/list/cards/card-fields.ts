import type { FieldModel, ModuleModel } from '../../../../engine/contract/model.ts'
import { chooseLayout } from '../../layouts/choose-layout.ts'
import type { ListColumn } from '../columns/list-column.ts'

/** Which fields a card shows: a title with the amount beside it, then pairs of lines. */
export interface CardFields {
  title: string
  amount?: string
  /** Read left to right, line by line: two a line. */
  rest: string[]
}

/** Which cards, and the role of who looks at them. */
export interface CardWish {
  kind: 'list' | 'kanban'
  role: string | null
}

const MOST_LINES = 4

/** The fields that the layout of a kind of cards names for a role; of lists and boards the one for all cards where there is no other. */
export function cardLayout(module: ModuleModel, { kind, role }: CardWish): string[] | undefined {
  return chooseLayout(module, { kind, role })?.card ?? chooseLayout(module, { kind: 'card', role })?.card
}

/** What a card of a module shows, from its layout or from its columns: the status and the owner stand where the eye looks for them. */
export function cardFieldsOf(module: ModuleModel, columns: readonly ListColumn[], wish: CardWish): CardFields {
  const title = module.nameField
  const amount = module.amountField
  const own = cardLayout(module, wish)
  if (own) return { title, amount: own.find((key) => key === amount), rest: own.filter((key) => key !== title && key !== amount).slice(0, MOST_LINES) }

  const others = columns.filter((column) => column.key !== title && column.key !== amount)
  const find = (test: (field: FieldModel) => boolean) => others.find((column) => test(column.field))?.key
  const reference = find((field) => field.type === 'reference')
  const date = find((field) => field.type === 'date' || field.type === 'datetime')
  const status = module.statusField && others.some((column) => column.key === module.statusField) ? module.statusField : undefined
  const owner = find((field) => field.type === 'owner')
  const chosen = [reference, status, owner, date].filter((key) => key !== undefined)
  const fillers = others.map((column) => column.key).filter((key) => !chosen.includes(key))
  return { title, amount, rest: [...chosen, ...fillers].slice(0, Math.max(2, chosen.length)) }
}
