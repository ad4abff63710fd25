import { problemOf } from '../api/problem-error.ts'
import { forgetLists } from '../records/list/data/kept-lists.ts'
import { useLiveEvents } from '../state/live-events.ts'
import { useMetadata } from '../state/metadata.ts'
import { useNotifications } from '../state/notifications.ts'
import { usePreferences } from '../state/preferences.ts'
import { useRecents } from '../state/recents.ts'
import { useSession } from '../state/session.ts'
import { useTagColors } from '../state/tag-colors.ts'
import { useTasks } from '../state/tasks.ts'

/** Finds out who is signed in and what they may see: both at once, so that a signed-in user waits for one round trip. */
export async function openSession(): Promise<void> {
  const session = useSession()
  const [, metadata] = await Promise.allSettled([session.load(), useMetadata().load(), useRecents().load()])
  if (!session.isSignedIn) return
  if (metadata.status === 'rejected') throw problemOf(metadata.reason)
  startLive()
}

/** After a sign-in on the page itself. */
export async function enterSession(): Promise<void> {
  await Promise.all([useMetadata().load(), useRecents().load()])
  startLive()
}

/** Forgets everything that belonged to the user who leaves. */
export async function leaveSession(): Promise<void> {
  useLiveEvents().stop()
  await useSession().signOut()
  useMetadata().forget()
  usePreferences().forget()
  useTasks().forget()
  useTagColors().forget()
  useNotifications().forget()
  forgetLists()
}

function startLive(): void {
  useLiveEvents().start()
  // The tray and the count of notifications are conveniences: without them the rest works.
  useTasks()
    .load()
    .catch(() => {})
  useNotifications()
    .load()
    .catch(() => {})
}
