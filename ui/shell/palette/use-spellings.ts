import { shallowRef } from 'vue'

type Spell = (text: string) => string[]
const HAN = /\p{Script=Han}/u
const spell = shallowRef<Spell | null>(null)
const known = new Map<string, string[]>()

/** How Chinese is typed on a Latin keyboard: `销售机会` is known as xiaoshoujihui and as xsjh. The dictionary comes with the first use. */
export function useSpellings(): { spellings(text: string): string[] } {
  void loadDictionary()
  return { spellings: (text) => (spell.value && HAN.test(text) ? spelled(text, spell.value) : []) }
}

async function loadDictionary(): Promise<void> {
  if (spell.value) return
  const { pinyin } = await import('pinyin-pro')
  spell.value = (text) => {
    const syllables = pinyin(text, { toneType: 'none', type: 'array', v: true })
    return [syllables.join(''), syllables.map((syllable) => syllable.charAt(0)).join('')]
  }
}

function spelled(text: string, how: Spell): string[] {
  const before = known.get(text)
  if (before) return before
  const spellings = how(text)
  known.set(text, spellings)
  return spellings
}
