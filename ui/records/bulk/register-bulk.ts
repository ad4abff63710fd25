import IconPencil from '~icons/lucide/pencil'
import IconTag from '~icons/lucide/tag'
import IconTrash from '~icons/lucide/trash-2'
import IconOwner from '~icons/lucide/user-round-cog'
import { registerListAction } from '../list/list-actions.ts'
import { massFields, ownerField, tagsField } from './mass-fields.ts'

/** Offers mass work for the selected rows of every list. */
export function registerBulk(): void {
  const common = { needsSelection: true, right: 'update' } as const
  registerListAction({
    ...common,
    key: 'bulk-edit',
    label: 'bulk.update.verb',
    icon: IconPencil,
    fits: (module) => massFields(module).length > 0,
    dialog: () => import('./BulkEditDialog.vue'),
  })
  registerListAction({
    ...common,
    key: 'bulk-owner',
    label: 'bulk.owner.verb',
    icon: IconOwner,
    fits: (module) => ownerField(module) !== undefined,
    dialog: () => import('./BulkOwnerDialog.vue'),
  })
  registerListAction({
    ...common,
    key: 'bulk-tag',
    label: 'bulk.tag.verb',
    icon: IconTag,
    fits: (module) => tagsField(module) !== undefined,
    dialog: () => import('./BulkTagDialog.vue'),
  })
  registerListAction({
    ...common,
    key: 'bulk-delete',
    label: 'bulk.delete.verb',
    icon: IconTrash,
    right: 'delete',
    order: 100,
    isDanger: true,
    dialog: () => import('./BulkDeleteDialog.vue'),
  })
}
