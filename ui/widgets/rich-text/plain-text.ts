/** The words of an HTML text, without loading what it names. */
export function plainText(html: string): string {
  return (
    new DOMParser()
      .parseFromString(html.replace(/<(br|\/p|\/li|\/h\d)\b/gi, ' <$1'), 'text/html')
      .body.textContent?.replace(/\s+/g, ' ')
      .trim() ?? ''
  )
}
