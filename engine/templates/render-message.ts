/** One template: as text, or as HTML whose values are escaped. */
export interface TemplateSource {
  source: string
  html: boolean
}

/** What the worker is asked. `data` is plain JSON. */
export interface RenderRequest {
  id: number
  sources: TemplateSource[]
  data: unknown
}

export interface RenderAnswer {
  id: number
  texts?: string[]
  /** Why a template cannot be used. */
  fault?: string
  tooLarge?: boolean
}
