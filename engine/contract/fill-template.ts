/**
 * Fills the `{header}` parts of an import's template with a row's cells. A row in which all of them are empty has no text;
 * dashes that an empty cell leaves at either end go. A header that is not there stays as it is written.
 */
export function fillTemplate(template: string, cellOf: (header: string) => string | undefined): string {
  let isFilled = false
  const text = template.replace(/\{([^{}]+)\}/g, (whole, header: string) => {
    const cell = cellOf(header)
    isFilled ||= cell !== undefined && cell !== ''
    return cell ?? whole
  })
  return isFilled ? text.replace(/\s+/g, ' ').replace(/^[\s–—-]+|[\s–—-]+$/g, '') : ''
}
