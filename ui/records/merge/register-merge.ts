import IconMerge from '~icons/lucide/merge'
import { registerListAction } from '../list/list-actions.ts'

/** Merging, from every list whose module has it. */
export function registerMerge(): void {
  registerListAction({
    key: 'merge',
    label: 'record.merge.start',
    icon: IconMerge,
    capability: 'merge',
    right: 'merge',
    dialog: () => import('./MergeChooser.vue'),
  })
}
