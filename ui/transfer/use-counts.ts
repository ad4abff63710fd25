import { useI18n } from 'vue-i18n'
import { useFormats } from '../state/use-formats.ts'

/** "1 row", "8,800 rows" in the language of the moment. */
export function useCounts(): { rows(count: number): string; columns(count: number): string } {
  const { t } = useI18n()
  const formats = useFormats()
  const counted = (key: string) => (count: number) => t(key, { count: formats.number(count) }, count)
  return { rows: counted('transfer.rows'), columns: counted('transfer.columns') }
}
