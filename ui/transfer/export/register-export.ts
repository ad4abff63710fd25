import IconDownload from '~icons/lucide/download'
import { registerListAction } from '../../records/list/list-actions.ts'

/** Offers the export in every list whose module can be exported. */
export function registerExport(): void {
  registerListAction({
    key: 'export',
    label: 'transfer.export.title',
    icon: IconDownload,
    capability: 'export',
    right: 'export',
    dialog: () => import('./ExportDialog.vue'),
  })
}
