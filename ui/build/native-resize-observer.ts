/** The browser's own, where a package asks for `@juggle/resize-observer`. */
export const { ResizeObserver } = globalThis
