import IconDuplicates from '~icons/lucide/copy-check'
import IconMerge from '~icons/lucide/merge'
import { registerListAction } from '../list/list-actions.ts'

/** Merging and looking for duplicates, from every list whose module has it. */
export function registerMerge(): void {
  registerListAction({
    key: 'merge',
    label: 'record.merge.start',
    icon: IconMerge,
    capability: 'merge',
    right: 'merge',
    needsSelection: true,
    dialog: () => import('./MergeChooser.vue'),
  })
  registerListAction({
    key: 'duplicates',
    label: 'record.duplicates.find',
    icon: IconDuplicates,
    capability: 'merge',
    right: 'merge',
    fits: (module) => module.duplicates.length > 0,
    forWholeList: true,
    dialog: () => import('../duplicates/OpenDuplicates.vue'),
  })
}
