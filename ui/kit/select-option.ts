/** One choice. `color` is a colour of the metadata, drawn as a dot. */
export interface SelectOption {
  value: string
  label: string
  color?: string
  hint?: string
  disabled?: boolean
}
