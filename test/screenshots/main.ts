import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { CHROMIUM, CHROMIUM_FLAGS } from '../e2e/support/chromium.ts'
import { type Look, settingsFor } from '../e2e/support/look.ts'
import { openScreen } from '../screens/open-screen.ts'
import { SCREENS } from '../screens/screens.ts'
import { ADMIN } from '../support/server-process.ts'
import { ROOT } from '../support/source-files.ts'
import { openFilledInstallation } from './filled-installation.ts'
import { readOptions } from './options.ts'
import { type Visitor, signIn } from './visitor.ts'

const LOOKS: Required<Look>[] = (['desktop', 'phone'] as const).flatMap((device) =>
  (['zh-CN', 'en'] as const).flatMap((locale) => (['light', 'dark'] as const).map((theme) => ({ device, locale, theme }))),
)

const { folder, only, running } = readOptions(process.argv.slice(2), path.join(ROOT, 'dist', 'screenshots'))
if (CHROMIUM === null) throw new Error('No Chromium was found. Install it, or set CHROMIUM_PATH.')
const installation = running === null ? await openFilledInstallation() : null
const visitor = await signIn(running ?? { url: installation?.url ?? '', password: ADMIN.password })
const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS })
try {
  mkdirSync(folder, { recursive: true })
  for (const look of LOOKS) await takePictures(browser, visitor, look)
} finally {
  await browser.close()
  await installation?.close()
}

/** All screens as somebody sees them who looks so: `list.desktop.zh-CN.dark.png`. A screen that cannot be opened is named, and the others follow. */
async function takePictures(inside: Browser, { url, cookie, find }: Visitor, look: Required<Look>): Promise<void> {
  const screens = SCREENS.filter(({ name, isWide }) => (only.length === 0 || only.includes(name)) && !(isWide && look.device === 'phone'))
  for (const isPublic of [true, false]) {
    const context = await inside.newContext({ baseURL: url, ...settingsFor(look) })
    if (!isPublic) await context.addCookies([{ ...cookie, url }])
    for (const screen of screens.filter((each) => (each.isPublic ?? false) === isPublic)) {
      const name = [screen.name, look.device, look.locale, look.theme].join('.')
      const page = await context.newPage()
      await openScreen(page, screen, find).catch((error: unknown) => {
        process.exitCode = 1
        process.stderr.write(`${name}: ${String(error)}\n`)
      })
      await page.screenshot({ path: path.join(folder, `${name}.png`) })
      await page.close()
    }
    await context.close()
    process.stderr.write(`${look.device} ${look.locale} ${look.theme}\n`)
  }
}
