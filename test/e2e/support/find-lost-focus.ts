import type { Page } from 'playwright-core'

/** What can be reached by Tab on a page but does not show it when it is: each as somebody would look for it. */
export async function findLostFocus(page: Page): Promise<string[]> {
  // From here on the focus counts as moved by keys, also where a script moves it.
  await page.keyboard.press('Tab')
  return page.evaluate<string[]>(LOST)
}

/** In the page: focus is seen where something close around it looks otherwise than before. Of many alike (the boxes of rows) one is tried. */
const LOST = `(async () => {
  const still = document.createElement('style')
  document.documentElement.append(still)
  still.sheet.insertRule('*, *::before, *::after { transition: none !important; animation: none !important }')
  const rest = () => new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0) })
  const look = (element) => { const s = getComputedStyle(element); return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor, s.backgroundColor, s.opacity, s.top].join() }
  const around = (element) => {
    const near = [element]
    for (let each = element.parentElement; each && near.length < 5; each = each.parentElement) near.push(each)
    return [...near, ...near.slice(0, 4).flatMap((each) => [...each.children].slice(0, 12))]
  }
  const REACHED = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [contenteditable=true], [tabindex]'
  const kinds = new Set()
  const isNewKind = (element) => {
    const kind = [element, element.parentElement, element.parentElement?.parentElement].map((each) => each?.tagName + '.' + each?.className).join()
    return !kinds.has(kind) && kinds.add(kind)
  }
  const reached = [...document.querySelectorAll(REACHED)].filter((element) =>
    element.tabIndex >= 0 && element.closest('[aria-hidden=true], [inert]') === null && element.checkVisibility({ checkVisibilityCSS: true }) && isNewKind(element))
  const lost = []
  for (const element of reached) {
    document.activeElement?.blur()
    await rest()
    const near = around(element)
    const before = near.map(look)
    element.focus()
    await rest()
    if (document.activeElement !== element) continue
    if (near.every((each, index) => look(each) === before[index]))
      lost.push(element.tagName.toLowerCase() + ' “' + (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40) + '” ' + element.className)
  }
  document.activeElement?.blur()
  still.remove()
  return lost
})()`
