export interface NameParts {
  family: string
  given: string
}

const HAN = /\p{Script=Han}/u
/** Family names of two characters; all others have one. */
const DOUBLE_NAMES = new Set([
  '欧阳',
  '太史',
  '端木',
  '上官',
  '司马',
  '东方',
  '独孤',
  '南宫',
  '万俟',
  '闻人',
  '夏侯',
  '诸葛',
  '尉迟',
  '公羊',
  '赫连',
  '澹台',
  '皇甫',
  '宗政',
  '濮阳',
  '公冶',
  '太叔',
  '申屠',
  '公孙',
  '慕容',
  '仲孙',
  '钟离',
  '长孙',
  '宇文',
  '司徒',
  '鲜于',
  '司空',
  '闾丘',
  '子车',
  '亓官',
  '司寇',
  '巫马',
  '公西',
  '颛孙',
  '壤驷',
  '公良',
  '漆雕',
  '乐正',
  '宰父',
  '谷梁',
  '拓跋',
  '夹谷',
  '轩辕',
  '令狐',
  '段干',
  '百里',
  '呼延',
  '东郭',
  '南门',
  '羊舌',
  '微生',
  '公户',
  '公玉',
  '公仪',
  '梁丘',
  '公仲',
  '公上',
  '公门',
  '公山',
  '公坚',
  '左丘',
  '公伯',
  '西门',
  '公祖',
  '第五',
  '公乘',
  '贯丘',
  '公皙',
  '南荣',
  '东里',
  '东宫',
  '仲长',
  '子书',
  '子桑',
  '即墨',
  '达奚',
  '褚师',
])
/** Words that belong to the family name behind them: Ludwig van Beethoven. */
const PARTICLES = new Set(['van', 'von', 'der', 'den', 'de', 'del', 'della', 'di', 'da', 'dos', 'du', 'la', 'le', 'ten', 'ter', 'bin', 'ibn', 'al', 'el'])

/** Family name first and no space in Chinese, given name first elsewhere. */
export function joinName(family: string, given: string): string {
  if (HAN.test(family + given)) return family + given
  return [given, family].filter((part) => part !== '').join(' ')
}

/** The parts of a whole name; a single word is a family name. */
export function splitName(name: string): NameParts {
  const words = name
    .trim()
    .split(/[\s·]+/u)
    .filter((word) => word !== '')
  const [first = ''] = words
  if (words.length === 1 && HAN.test(first)) return splitChinese(first)
  if (words.length === 2 && words.every((word) => HAN.test(word))) return { family: first, given: words[1] ?? '' }
  return splitWords(words)
}

function splitChinese(name: string): NameParts {
  const characters = [...name]
  const length = characters.length > 2 && DOUBLE_NAMES.has(characters.slice(0, 2).join('')) ? 2 : 1
  return { family: characters.slice(0, length).join(''), given: characters.slice(length).join('') }
}

function splitWords(words: string[]): NameParts {
  let start = words.length - 1
  while (start > 1 && PARTICLES.has(words[start - 1] ?? '')) start -= 1
  return { family: words.slice(Math.max(start, 0)).join(' '), given: words.slice(0, Math.max(start, 0)).join(' ') }
}
