import Handlebars from 'handlebars'

/** What a template may call; everything else that it names is a value. */
export const TEMPLATE_HELPERS = ['if', 'unless', 'each', 'with'] as const
const DEEPEST = 8
const LONGEST = 100_000
const HELPERS = new Set<string>(TEMPLATE_HELPERS)

type Node = hbs.AST.Node
type Block = hbs.AST.BlockStatement
type Call = hbs.AST.MustacheStatement | hbs.AST.SubExpression | Block

/**
 * Why a template may not be used; null for one that may. Plain values and the helpers of the list: no partials, no decorators,
 * no calls of anything else, no unescaped output in HTML, and no deeper nesting than eight blocks.
 */
export function templateFault(source: string, { html }: { html: boolean }): string | null {
  if (source.length > LONGEST) return `it is longer than ${LONGEST} characters.`
  try {
    return programFault(Handlebars.parse(source), { html, depth: 0 })
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? error.message) : String(error)
  }
}

interface Where {
  html: boolean
  depth: number
}

function programFault(program: hbs.AST.Program | undefined, where: Where): string | null {
  if (where.depth > DEEPEST) return `blocks are nested deeper than ${DEEPEST}.`
  for (const statement of program?.body ?? []) {
    const fault = statementFault(statement, where)
    if (fault) return fault
  }
  return null
}

function statementFault(node: Node, where: Where): string | null {
  switch (node.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return null
    case 'MustacheStatement': {
      const statement = node as hbs.AST.MustacheStatement
      if (where.html && !statement.escaped) return 'values are always escaped in HTML.'
      return statement.params.length > 0 || statement.hash ? callFault(statement) : valueFault(statement.path)
    }
    case 'BlockStatement': {
      const block = node as Block
      const inside = { ...where, depth: where.depth + 1 }
      return callFault(block) ?? programFault(block.program, inside) ?? programFault(block.inverse, inside)
    }
    default:
      return `${node.type} is not allowed.`
  }
}

function callFault(call: Call): string | null {
  const name = call.path.type === 'PathExpression' ? (call.path as hbs.AST.PathExpression).original : ''
  if (!HELPERS.has(name)) return `"${name}" is no helper of templates.`
  if (call.hash && call.hash.pairs.length > 0) return `"${name}" takes no named values.`
  for (const param of call.params) {
    const fault = valueFault(param)
    if (fault) return fault
  }
  return null
}

function valueFault(value: Node): string | null {
  return value.type === 'SubExpression' ? 'calls cannot stand within calls.' : null
}
