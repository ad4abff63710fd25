import type { JsonSchema } from '../../fields/field-type.ts'

/** Parts of the document that occur many times stand in it once. */
export interface SharedParts {
  /** A reference to a parameter that is kept under its name. */
  parameter(parameter: JsonSchema & { name: string }): JsonSchema
  parameters(): Record<string, JsonSchema>
}

/** Makes an empty set. Two parameters with one name that differ get two entries. */
export function createSharedParts(): SharedParts {
  const byText = new Map<string, string>()
  const parts: Record<string, JsonSchema> = {}
  return {
    parameter(parameter) {
      const text = JSON.stringify(parameter)
      const known = byText.get(text) ?? freeKey(parts, parameter.name)
      byText.set(text, known)
      parts[known] = parameter
      return { $ref: `#/components/parameters/${known}` }
    },
    parameters: () => parts,
  }
}

function freeKey(parts: Record<string, JsonSchema>, name: string): string {
  const key = name.replace(/\W/g, '')
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? key : `${key}${number}`
    if (!Object.hasOwn(parts, candidate)) return candidate
  }
}
