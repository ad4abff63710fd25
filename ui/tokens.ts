/** The design in one file: it feeds Naive UI's theme and the CSS variables (`--surface`, `--accent-soft` …) of our own styles. */
export interface Tokens {
  background: string
  surface: string
  raised: string
  sidebar: string
  line: string
  softLine: string
  strongLine: string
  hover: string
  text: string
  second: string
  third: string
  placeholder: string
  accent: string
  accentHover: string
  accentSoft: string
  accentText: string
  onAccent: string
  danger: string
  dangerSoft: string
  warning: string
  warningSoft: string
  info: string
  infoSoft: string
  success: string
  successSoft: string
  shadow: string
}

export type ThemeName = 'light' | 'dark'

export const TOKENS: Record<ThemeName, Tokens> = {
  light: {
    background: '#f6f7f8',
    surface: '#ffffff',
    raised: '#ffffff',
    sidebar: '#fbfcfc',
    line: '#e4e7ea',
    softLine: '#eff1f3',
    strongLine: '#c3cad1',
    hover: '#f1f3f4',
    text: '#161b21',
    second: '#56616e',
    third: '#8a949f',
    placeholder: '#67727e',
    accent: '#0b7a66',
    accentHover: '#0a6b5a',
    accentSoft: '#e3f3ef',
    accentText: '#0a6555',
    onAccent: '#ffffff',
    danger: '#c0392b',
    dangerSoft: '#fbeae8',
    warning: '#d98a0b',
    warningSoft: '#fdf3e0',
    info: '#3b82f6',
    infoSoft: '#e7f0fe',
    success: '#159568',
    successSoft: '#e2f4ec',
    shadow: '0 8px 28px rgb(22 27 33 / 14%), 0 1px 3px rgb(22 27 33 / 10%)',
  },
  dark: {
    background: '#101418',
    surface: '#161b20',
    raised: '#1c2228',
    sidebar: '#13181c',
    line: '#2a3138',
    softLine: '#21272d',
    strongLine: '#46505a',
    hover: '#20272d',
    text: '#e8ecef',
    second: '#a2adb8',
    third: '#737f8b',
    placeholder: '#8b96a1',
    accent: '#3fb99f',
    accentHover: '#55c6ae',
    accentSoft: '#163630',
    accentText: '#6fd6bf',
    onAccent: '#08201b',
    danger: '#e8685b',
    dangerSoft: '#3a1f1d',
    warning: '#eda336',
    warningSoft: '#362a17',
    info: '#6aa1f8',
    infoSoft: '#1b2a42',
    success: '#37b387',
    successSoft: '#17332a',
    shadow: '0 10px 32px rgb(0 0 0 / 50%), 0 1px 3px rgb(0 0 0 / 40%)',
  },
}

/**
 * The colours that metadata may name, for picklist values and modules: the tone (`--color-teal`), and the same for text on a soft ground
 * of it (`--color-teal-text`), which keeps 4.5:1 also on rows that are selected.
 */
export const NAMED_COLORS: Record<string, Record<ThemeName, { tone: string; text: string }>> = {
  slate: { light: { tone: '#64748b', text: '#556377' }, dark: { tone: '#94a3b8', text: '#a0aec0' } },
  gray: { light: { tone: '#6b7280', text: '#5b616e' }, dark: { tone: '#9ca3af', text: '#a6acb7' } },
  red: { light: { tone: '#dc4437', text: '#ab382f' }, dark: { tone: '#f0766b', text: '#f28a81' } },
  orange: { light: { tone: '#ea6c12', text: '#9d4c13' }, dark: { tone: '#f59150', text: '#f59150' } },
  amber: { light: { tone: '#d98a0b', text: '#895a0e' }, dark: { tone: '#e9a53a', text: '#e9a53a' } },
  yellow: { light: { tone: '#c49a0a', text: '#7a620e' }, dark: { tone: '#dcb93c', text: '#dcb93c' } },
  lime: { light: { tone: '#77a516', text: '#4e6d15' }, dark: { tone: '#a3c84e', text: '#a3c84e' } },
  green: { light: { tone: '#1f9d55', text: '#197141' }, dark: { tone: '#57c27d', text: '#57c27d' } },
  teal: { light: { tone: '#0b8a74', text: '#0b6d5e' }, dark: { tone: '#4cc2aa', text: '#4cc2aa' } },
  cyan: { light: { tone: '#0e93ad', text: '#0d6a7e' }, dark: { tone: '#4fbfd4', text: '#4fbfd4' } },
  blue: { light: { tone: '#3b82f6', text: '#2d60b4' }, dark: { tone: '#6aa4f8', text: '#7baef9' } },
  indigo: { light: { tone: '#5b61e8', text: '#4e53c5' }, dark: { tone: '#8f95f5', text: '#9ea3f6' } },
  violet: { light: { tone: '#7c5ce6', text: '#674ec0' }, dark: { tone: '#a58af3', text: '#b29bf5' } },
  purple: { light: { tone: '#a04fdd', text: '#8242b5' }, dark: { tone: '#c084ec', text: '#c894ef' } },
  pink: { light: { tone: '#d6449a', text: '#a43779' }, dark: { tone: '#ec79b4', text: '#ee88bd' } },
  rose: { light: { tone: '#dd3f6b', text: '#a93356' }, dark: { tone: '#f27a98', text: '#f387a2' } },
}

export const FONT_FAMILY = "'Inter Variable', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', system-ui, sans-serif"
export const MONO_FAMILY = "ui-monospace, 'SF Mono', 'Cascadia Code', 'DejaVu Sans Mono', monospace"

/** Sets the CSS variables of a theme on the root element, and the colour scheme of what the browser draws itself. */
export function applyTokens(theme: ThemeName, root: HTMLElement = document.documentElement): void {
  root.dataset.theme = theme
  root.style.colorScheme = theme
  root.style.setProperty('--font', FONT_FAMILY)
  root.style.setProperty('--mono', MONO_FAMILY)
  for (const [name, value] of Object.entries(TOKENS[theme])) root.style.setProperty(`--${kebab(name)}`, value)
  for (const [name, themes] of Object.entries(NAMED_COLORS)) {
    root.style.setProperty(`--color-${name}`, themes[theme].tone)
    root.style.setProperty(`--color-${name}-text`, themes[theme].text)
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
