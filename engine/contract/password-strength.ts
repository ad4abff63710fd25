import { ZxcvbnFactory } from '@zxcvbn-ts/core'

// biome-ignore format: a list reads as lines
/** What people choose most, in English, Chinese and on keyboards; zxcvbn sees through capitals, digits for letters and what is appended. */
const COMMON = [
  'password', '123456', '12345678', '123456789', '1234567890', 'qwerty', 'qwertyuiop', 'qwerty123', 'abc123', '111111', '123123', '000000', '666666', '888888', '5201314', '1314520',
  'iloveyou', 'woaini', 'woaini1314', 'welcome', 'monkey', 'dragon', 'letmein', 'login', 'admin', 'administrator', 'root', 'master', 'hello', 'freedom', 'whatever', 'trustno1', 'sunshine',
  'princess', 'football', 'baseball', 'shadow', 'superman', 'batman', 'michael', 'jordan', 'secret', 'summer', 'winter', 'spring', 'autumn', 'internet', 'computer', 'samsung', 'google',
  'asdfgh', 'asdfghjkl', 'zxcvbn', 'zxcvbnm', '1qaz2wsx', '1q2w3e4r', '1q2w3e4r5t', 'qazwsx', 'q1w2e3r4', 'aa123456', 'a123456', '123qwe', 'qwe123', '654321', '987654321', 'changeme',
  'passw0rd', 'starwars', 'pokemon', 'charlie', 'jennifer', 'hunter', 'killer', 'soccer', 'hockey', 'george', 'andrew', 'jessica', 'pepper', 'daniel', 'access', 'flower', 'ginger', 'joshua',
  'mima', 'mima123', 'zhang', 'wang', 'liu', 'chen', 'yang', 'zhao', 'huang', 'wodemima', 'nihao', 'nihao123', 'mortise', 'crm', 'company', 'office', 'test', 'testing', 'guest', 'default',
]
const LONGEST_LOOKED_AT = 128

let checker: ZxcvbnFactory | null = null

/** How hard a password is to guess, 0 to 4; `known` holds what stands for its user: name, user name, e-mail address. */
export function passwordScore(password: string, known: readonly string[]): number {
  checker ??= new ZxcvbnFactory({ dictionary: { passwords: COMMON } })
  return checker.check(password.slice(0, LONGEST_LOOKED_AT), namesIn(known)).score
}

/** Whether a password holds the name of its user, or is held by it. */
export function holdsName(password: string, known: readonly string[]): boolean {
  const text = password.toLowerCase()
  return namesIn(known).some((name) => text.includes(name) && name.length * 2 >= text.length)
}

function namesIn(known: readonly string[]): string[] {
  const parts = known.flatMap((text) => [text, ...text.split(/[\s@._-]+/)])
  return [...new Set(parts.map((part) => part.toLowerCase()))].filter((part) => part.length >= 3)
}
