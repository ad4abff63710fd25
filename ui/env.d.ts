declare module 'virtual:lucide' {
  type Shape = [tag: string, attributes: Record<string, string>]
  type Icons = Record<string, Shape[]>
  export const loadCommon: () => Promise<Icons>
  export const loaders: Record<string, () => Promise<Icons>>
}
