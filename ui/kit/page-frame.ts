import { inject, type InjectionKey, provide } from 'vue'

const KEY: InjectionKey<() => void> = Symbol('menu-opener')

/** For the frame: how a page opens the menu where there is no room for it. */
export function provideMenuOpener(open: () => void): void {
  provide(KEY, open)
}

export function useMenuOpener(): (() => void) | null {
  return inject(KEY, null)
}
