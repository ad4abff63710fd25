import { ref, type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Followers } from '../../../../engine/contract/collaboration.ts'
import { listFollowers, setFollowing } from '../../../api/collaboration.ts'
import { useToast } from '../../../kit/overlay/toast.ts'

export interface Following {
  /** null until it is known. */
  followers: ShallowRef<Followers | null>
  isBusy: Ref<boolean>
  toggle(): Promise<void>
}

/** Who follows a record, and following it oneself. */
export function useFollowing(address: () => { module: string; id: string }): Following {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const followers = shallowRef<Followers | null>(null)
  const isBusy = ref(false)

  async function load(): Promise<void> {
    const { module, id } = address()
    followers.value = null
    // Without it the page is whole: the button waits.
    const loaded = await listFollowers(module, id).catch(() => null)
    if (address().id === id) followers.value = loaded
  }

  async function toggle(): Promise<void> {
    const { module, id } = address()
    const wanted = followers.value?.following !== true
    isBusy.value = true
    try {
      followers.value = await setFollowing(module, id, wanted)
      toast.success(t(wanted ? 'page.head.following' : 'page.head.unfollowed'))
    } catch (error) {
      toast.problem(error)
    } finally {
      isBusy.value = false
    }
  }

  watch(() => address().id, load, { immediate: true })
  return { followers, isBusy, toggle }
}
