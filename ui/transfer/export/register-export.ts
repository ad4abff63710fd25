import IconDownload from '~icons/lucide/download'
import { withTexts } from '../../i18n/i18n.ts'
import { registerListAction } from '../../records/list/list-actions.ts'

/** Offers the export in every list whose module can be exported. */
export function registerExport(): void {
  registerListAction({
    key: 'export',
    label: 'list.export',
    icon: IconDownload,
    capability: 'export',
    right: 'export',
    dialog: () => withTexts(() => import('./ExportDialog.vue')),
  })
}
