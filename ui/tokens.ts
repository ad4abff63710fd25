import type { GlobalThemeOverrides } from 'naive-ui'

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

/** The colours that metadata may name, for picklist values, modules and people: the strong tone of each theme. */
export const NAMED_COLORS: Record<string, Record<ThemeName, string>> = {
  slate: { light: '#56657a', dark: '#94a3b8' },
  gray: { light: '#5f6670', dark: '#9ca3af' },
  red: { light: '#c0362c', dark: '#f0766b' },
  orange: { light: '#c2560b', dark: '#f59150' },
  amber: { light: '#a86707', dark: '#e9a53a' },
  yellow: { light: '#8f6f08', dark: '#dcb93c' },
  lime: { light: '#567a10', dark: '#a3c84e' },
  green: { light: '#1d8043', dark: '#57c27d' },
  teal: { light: '#0b7a66', dark: '#4cc2aa' },
  cyan: { light: '#0b7489', dark: '#4fbfd4' },
  blue: { light: '#2466d6', dark: '#6aa4f8' },
  indigo: { light: '#4a51d1', dark: '#8f95f5' },
  violet: { light: '#6b48cf', dark: '#a58af3' },
  purple: { light: '#8a3fc4', dark: '#c084ec' },
  pink: { light: '#b93280', dark: '#ec79b4' },
  rose: { light: '#bd2f55', dark: '#f27a98' },
}

export const FONT_FAMILY =
  "'Inter Variable', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', system-ui, sans-serif"
export const MONO_FAMILY = "ui-monospace, 'SF Mono', 'Cascadia Code', 'DejaVu Sans Mono', monospace"

/** Sizes in pixels. */
export const SIZES = { body: 13, label: 12, title: 17, radius: 8, cardRadius: 12, control: 32, row: 40, rowCompact: 32 } as const

/** Sets the CSS variables of a theme on the root element, and the colour scheme of what the browser draws itself. */
export function applyTokens(theme: ThemeName, root: HTMLElement = document.documentElement): void {
  root.dataset.theme = theme
  root.style.colorScheme = theme
  for (const [name, value] of Object.entries(TOKENS[theme])) root.style.setProperty(`--${kebab(name)}`, value)
  for (const [name, tones] of Object.entries(NAMED_COLORS)) root.style.setProperty(`--color-${name}`, tones[theme])
}

/** The same tokens as overrides of Naive UI's theme. */
export function naiveOverrides(theme: ThemeName): GlobalThemeOverrides {
  const t = TOKENS[theme]
  return {
    common: {
      fontFamily: FONT_FAMILY,
      fontFamilyMono: MONO_FAMILY,
      fontSize: '13px',
      fontSizeMini: '12px',
      fontSizeTiny: '12px',
      fontSizeSmall: '12px',
      fontSizeMedium: '13px',
      fontSizeLarge: '14px',
      fontWeight: '450',
      fontWeightStrong: '600',
      heightTiny: '22px',
      heightSmall: '28px',
      heightMedium: '32px',
      heightLarge: '40px',
      borderRadius: '8px',
      borderRadiusSmall: '6px',
      primaryColor: t.accent,
      primaryColorHover: t.accentHover,
      primaryColorPressed: t.accentHover,
      primaryColorSuppl: t.accent,
      infoColor: t.info,
      successColor: t.success,
      warningColor: t.warning,
      errorColor: t.danger,
      errorColorHover: t.danger,
      errorColorPressed: t.danger,
      textColorBase: t.text,
      textColor1: t.text,
      textColor2: t.text,
      textColor3: t.second,
      placeholderColor: t.third,
      bodyColor: t.background,
      cardColor: t.surface,
      modalColor: t.raised,
      popoverColor: t.raised,
      inputColor: t.surface,
      hoverColor: t.hover,
      dividerColor: t.softLine,
      borderColor: t.line,
      boxShadow1: t.shadow,
      boxShadow2: t.shadow,
      boxShadow3: t.shadow,
    },
    Input: { border: `1px solid ${t.line}`, color: t.surface, colorFocus: t.surface, paddingMedium: '0 10px' },
    InternalSelection: { border: `1px solid ${t.line}`, color: t.surface, colorActive: t.surface, paddingSingle: '0 26px 0 10px' },
    Checkbox: { border: `1px solid ${t.strongLine}`, color: 'transparent', sizeMedium: '16px', borderRadius: '4px', checkMarkColor: t.onAccent },
    Button: { textColorPrimary: t.onAccent, textColorHoverPrimary: t.onAccent, textColorPressedPrimary: t.onAccent, textColorFocusPrimary: t.onAccent, fontWeight: '550', paddingMedium: '0 12px', iconMarginMedium: '6px', rippleDuration: '0s' },
    Dropdown: { optionColorHover: t.hover, padding: '4px', optionHeightMedium: '32px', borderRadius: '8px' },
    Tag: { fontSizeSmall: '12px', fontSizeMedium: '12px', heightMedium: '22px', borderRadius: '6px', color: t.hover, border: '0' },
    Modal: { borderRadius: '12px' },
    Dialog: { borderRadius: '12px' },
    Drawer: { color: t.surface },
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
