import type { TaskInfo } from '../../../engine/contract/api.ts'
import { fileAddress } from '../../api/files.ts'

/** The file that a task made, if it made one: `result.file` is a FileValue. */
export function resultFile(task: TaskInfo): { name: string; address: string } | null {
  const { result } = task
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return null
  const { file } = result
  if (typeof file !== 'object' || file === null || Array.isArray(file)) return null
  return typeof file.id === 'string' ? { name: String(file.name ?? ''), address: fileAddress(file.id) } : null
}
