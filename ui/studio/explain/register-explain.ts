import IconMissing from '~icons/lucide/search-x'
import IconShare from '~icons/lucide/share-2'
import IconWho from '~icons/lucide/eye'
import { registerListAction } from '../../records/list/list-actions.ts'
import { registerRecordPageAction } from '../../records/page/record-page-actions.ts'

/** Sharing a record, who can see it and why, and why one is not in a list. */
export function registerExplain(): void {
  registerRecordPageAction({
    key: 'share',
    label: 'explain.share.verb',
    icon: IconShare,
    fits: (module) => !module.system,
    dialog: () => import('./ShareDialog.vue'),
  })
  registerRecordPageAction({ key: 'who-can-see', label: 'explain.who.verb', icon: IconWho, dialog: () => import('./WhoCanSeeDialog.vue') })
  registerListAction({
    key: 'missing',
    label: 'explain.missing.verb',
    icon: IconMissing,
    right: 'read',
    forWholeList: true,
    whenEmpty: true,
    order: 90,
    dialog: () => import('./MissingDialog.vue'),
  })
}
