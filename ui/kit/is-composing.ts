/** Whether an input method (pinyin and the like) is at work: then keys belong to it. Safari ends composition before the last key: 229. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}
