import type { AccessNode, AccessRule } from '../../contract/access.ts'
import { loadProfileNames } from '../../storage/sharing/profile-summaries.ts'
import type { RecordContext } from '../record-context.ts'

/** The rules that speak of profiles. */
const OF_PROFILES: ReadonlySet<AccessRule> = new Set(['module', 'profile', 'view_all', 'modify_all'])

type Named = Pick<AccessNode, 'rule' | 'names'>

/** Puts the names of profiles where rules have their codes: they are evaluated by the one, and known to people by the other. */
export async function profileNamer(ctx: RecordContext): Promise<<Node extends Named>(node: Node) => Node> {
  const names = await loadProfileNames(ctx.database)
  return (node) => (node.names && OF_PROFILES.has(node.rule) ? { ...node, names: node.names.map((code) => names.get(code) ?? code) } : node)
}

/** The same for a whole explanation. */
export async function withProfileNames(ctx: RecordContext, tree: AccessNode): Promise<AccessNode> {
  const name = await profileNamer(ctx)
  const walk = (node: AccessNode): AccessNode => ({ ...name(node), ...(node.parts && { parts: node.parts.map(walk) }) })
  return walk(tree)
}
