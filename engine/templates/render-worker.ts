import { parentPort } from 'node:worker_threads'
import Handlebars from 'handlebars'
import { TEMPLATE_HELPERS, templateFault } from './check-template.ts'
import type { RenderAnswer, RenderRequest, TemplateSource } from './render-message.ts'

const LARGEST_OUTPUT = 2_000_000
const engine = Handlebars.create()
for (const name of Object.keys(engine.helpers)) if (!(TEMPLATE_HELPERS as readonly string[]).includes(name)) engine.unregisterHelper(name)
// What a value that is not there calls: nothing.
engine.registerHelper('helperMissing', () => undefined)
engine.registerHelper('blockHelperMissing', () => undefined)
const knownHelpers = Object.fromEntries(Object.keys(Handlebars.helpers).map((name) => [name, (TEMPLATE_HELPERS as readonly string[]).includes(name)]))

parentPort?.on('message', ({ id, sources, data }: RenderRequest) => {
  parentPort?.postMessage({ id, ...render(sources, data) } satisfies RenderAnswer)
})

function render(sources: TemplateSource[], data: unknown): Omit<RenderAnswer, 'id'> {
  const texts: string[] = []
  for (const { source, html } of sources) {
    const fault = templateFault(source, { html })
    if (fault) return { fault }
    try {
      const text = engine.compile(source, { noEscape: !html, knownHelpers, knownHelpersOnly: true, strict: false })(data, {
        allowProtoPropertiesByDefault: false,
        allowProtoMethodsByDefault: false,
      })
      if (text.length > LARGEST_OUTPUT) return { tooLarge: true }
      texts.push(text)
    } catch (error) {
      return { fault: error instanceof Error ? error.message : String(error) }
    }
  }
  return { texts }
}
