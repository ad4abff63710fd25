import type { GlobalThemeOverrides } from 'naive-ui'
import { FONT_FAMILY, MONO_FAMILY, type ThemeName, TOKENS, type Tokens } from '../../tokens.ts'

/** The tokens as overrides of Naive UI's theme. */
export function naiveOverrides(theme: ThemeName): GlobalThemeOverrides {
  const t = TOKENS[theme]
  // The keyboard's place is seen as clearly as on our own controls: two pixels of the accent, one of them the border.
  const focus = `inset 0 0 0 1px ${t.accent}`
  const refused = `inset 0 0 0 1px ${t.danger}`
  return {
    common: { ...SIZES, ...colorsOf(t) },
    Input: {
      border: `1px solid ${t.line}`,
      color: t.surface,
      colorFocus: t.surface,
      paddingMedium: '0 10px',
      boxShadowFocus: focus,
      boxShadowFocusError: refused,
    },
    InternalSelection: {
      border: `1px solid ${t.line}`,
      color: t.surface,
      colorActive: t.surface,
      paddingSingle: '0 26px 0 10px',
      boxShadowFocus: focus,
      boxShadowActive: focus,
      boxShadowFocusError: refused,
      boxShadowActiveError: refused,
    },
    Checkbox: { border: `1px solid ${t.strongLine}`, color: 'transparent', sizeMedium: '16px', borderRadius: '4px', checkMarkColor: t.onAccent },
    Button: {
      textColorPrimary: t.onAccent,
      textColorHoverPrimary: t.onAccent,
      textColorPressedPrimary: t.onAccent,
      textColorFocusPrimary: t.onAccent,
      fontWeight: '550',
      paddingMedium: '0 12px',
      iconMarginMedium: '6px',
      rippleDuration: '0s',
    },
    Dropdown: { optionColorHover: t.hover, padding: '4px', optionHeightMedium: '32px', borderRadius: '8px' },
    Tag: { fontSizeSmall: '12px', fontSizeMedium: '12px', heightMedium: '22px', borderRadius: '6px', color: t.hover, border: '0' },
    Drawer: { color: t.surface },
  }
}

const SIZES = {
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
}

function colorsOf(t: Tokens): GlobalThemeOverrides['common'] {
  return {
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
    placeholderColor: t.placeholder,
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
  }
}
