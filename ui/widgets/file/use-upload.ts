import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FileValue } from '../../../engine/contract/api.ts'
import { formatFileSize } from '../../../engine/contract/formats.ts'
import { uploadFile } from '../../api/files.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useToast } from '../../kit/overlay/toast.ts'

/** What a field takes: media types (`image/*`, `.pdf`) and the most bytes. */
export interface FileRules {
  accept?: string[]
  maxSize?: number
}

/** Sends chosen files, one after the other; what the field does not take, or what fails, is said and left out. */
export function useUpload(rules: () => FileRules): { isUploading: Ref<boolean>; upload(files: Iterable<File>): Promise<FileValue[]> } {
  const { t } = useI18n({ useScope: 'global' })
  const { locale } = useLocale()
  const isUploading = ref(false)
  const toast = useToast()

  /** Nobody should wait for an upload that the server will refuse. */
  function reasonAgainst(file: File): string | null {
    const { accept, maxSize } = rules()
    if (maxSize !== undefined && file.size > maxSize) return t('widgets.fileTooLarge', { name: file.name, size: formatFileSize(maxSize, locale.value) })
    return isAccepted(file, accept) ? null : t('widgets.fileType', { name: file.name })
  }

  async function upload(files: Iterable<File>): Promise<FileValue[]> {
    const sent: FileValue[] = []
    isUploading.value = true
    for (const file of files) {
      const reason = reasonAgainst(file)
      if (reason) {
        toast.error(reason)
        continue
      }
      try {
        sent.push((await uploadFile(file)).file)
      } catch (error) {
        toast.problem(error)
      }
    }
    isUploading.value = false
    return sent
  }
  return { isUploading, upload }
}

/** As the `accept` of a file input: a media type, a family of them, or the end of the name. */
export function isAccepted(file: Pick<File, 'name' | 'type'>, accept: string[] | undefined): boolean {
  if (!accept || accept.length === 0) return true
  return accept.some((rule) => {
    if (rule.startsWith('.')) return file.name.toLowerCase().endsWith(rule.toLowerCase())
    return rule.endsWith('/*') ? file.type.startsWith(rule.slice(0, -1)) : file.type === rule
  })
}
