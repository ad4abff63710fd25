import { ref, type Ref } from 'vue'
import type { FileValue } from '../../../engine/contract/api.ts'
import { uploadFile } from '../../api/files.ts'
import { useToast } from '../../kit/toast.ts'

/** Sends chosen files, one after the other; what fails is said and left out. */
export function useUpload(): { isUploading: Ref<boolean>; upload(files: Iterable<File>): Promise<FileValue[]> } {
  const isUploading = ref(false)
  const toast = useToast()
  async function upload(files: Iterable<File>): Promise<FileValue[]> {
    const sent: FileValue[] = []
    isUploading.value = true
    for (const file of files) {
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
