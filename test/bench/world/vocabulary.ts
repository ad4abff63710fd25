const FIRST = 'Silver Northern United Atlas Bright Cedar Delta Eastern Falcon Granite Harbor Ivory Juniper Keystone Lunar Maple Nordic Orchid Pioneer Quartz'
const SECOND = 'Logistics Foods Textiles Robotics Pharma Energy Motors Optics Paper Shipping Steel Software Tools Toys Travel Water Wines Media Dental Glass'
const THIRD = 'renewal expansion licence rollout upgrade pilot contract retrofit migration tender support training audit fleet campus warehouse'
const CHINESE = '华东 南方 长江 北京 上海 广州 深圳 成都 武汉 西安'
const CHINESE_TRADE = '电子 机械 纺织 医药 能源 物流 食品 建材 软件 仪器'

const words = (text: string) => text.split(' ')
const pick = (list: string[], n: number) => list[n % list.length] ?? ''

/** Names as companies and deals have them; every eighth is Chinese. Deterministic: the same number gives the same name. */
export function companyName(n: number): string {
  const mixed = scatter(n)
  if (n % 8 === 0) return `${pick(words(CHINESE), mixed)}${pick(words(CHINESE_TRADE), mixed >> 5)}有限公司${n}`
  return `${pick(words(FIRST), mixed)} ${pick(words(SECOND), mixed >> 6)} ${n}`
}

export function dealName(n: number): string {
  return `${companyName(n * 7 + 1)} ${pick(words(THIRD), scatter(n) >> 9)}`
}

/** What people type to find deals: a word and the beginning of another, a number, Chinese. */
export const SEARCHES = [
  'falcon robo',
  'quartz dental',
  'northern wines audit',
  'OPP-0042',
  '上海电子',
  'cedar glass tender',
  'lunar optics pilot',
  'juniper steel',
]

/** A number that looks like chance, the same for the same n. */
export function scatter(n: number): number {
  return Math.imul(n ^ (n >>> 15), 0x2c1b3c6d) >>> 1
}
