import type { BrowserContextOptions } from 'playwright-core'

/** How a page is looked at: in English, on a desktop, in the light, unless something else is said. */
export interface Look {
  locale?: 'en' | 'zh-CN'
  device?: 'desktop' | 'phone'
  theme?: 'light' | 'dark'
}

const SIZES = { desktop: { width: 1440, height: 860 }, phone: { width: 390, height: 844 } }

/** A browser of somebody who looks so. */
export function settingsFor({ locale = 'en', device = 'desktop', theme = 'light' }: Look): BrowserContextOptions {
  return {
    locale: locale === 'en' ? 'en-US' : locale,
    viewport: SIZES[device],
    colorScheme: theme,
    // What moves costs time, and is seen half-way.
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Shanghai',
    isMobile: device === 'phone',
    hasTouch: device === 'phone',
    acceptDownloads: true,
  }
}
