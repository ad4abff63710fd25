/** A draft as it lies in the browser. */
export interface StoredDraft {
  field: string
  text: string
  at: string
}

const PREFIX = 'mortise.draft.'
const LONGEST = 200_000
const KEPT_DAYS = 30

/** The drafts of one form; what is too old is thrown away. */
export function draftsIn(place: string): StoredDraft[] {
  const oldest = new Date(Date.now() - KEPT_DAYS * 86_400_000).toISOString()
  const drafts = read(place)
  const fresh = drafts.filter(({ at }) => at > oldest)
  if (fresh.length < drafts.length) write(place, fresh)
  return fresh
}

/** Keeps the text of a field; null forgets it. */
export function keepDraft(place: string, { field, text }: { field: string; text: string | null }): void {
  const others = read(place).filter((draft) => draft.field !== field)
  const isKept = text !== null && text.trim() !== '' && text.length <= LONGEST
  write(place, isKept ? [...others, { field, text, at: new Date().toISOString() }] : others)
}

export function forgetDrafts(place: string): void {
  write(place, [])
}

function read(place: string): StoredDraft[] {
  try {
    const drafts: unknown = JSON.parse(localStorage.getItem(PREFIX + place) ?? '[]')
    return Array.isArray(drafts) ? drafts.filter(isDraft) : []
  } catch {
    return []
  }
}

/** A browser that keeps nothing (private, full) loses a help, no work. */
function write(place: string, drafts: StoredDraft[]): void {
  try {
    if (drafts.length === 0) localStorage.removeItem(PREFIX + place)
    else localStorage.setItem(PREFIX + place, JSON.stringify(drafts))
  } catch {
    return
  }
}

function isDraft(value: unknown): value is StoredDraft {
  if (typeof value !== 'object' || value === null) return false
  const { field, text, at } = value as Partial<StoredDraft>
  return typeof field === 'string' && typeof text === 'string' && typeof at === 'string'
}
