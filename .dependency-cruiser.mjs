// The layers are written down once, in engine/layers.json; everything below is derived from it.
import { existsSync, readFileSync } from 'node:fs'

const layers = JSON.parse(readFileSync(new URL('./engine/layers.json', import.meta.url), 'utf8'))
/** Tests, and what only tests use. */
const TESTS = '\\.test\\.ts$|/(tests|testing)/'

export default {
  forbidden: [
    ...layerRules('engine'),
    ...layerRules('ui'),
    ...Object.entries(layers.closed).map(([folder, others]) =>
      rule(`ui/${folder} stands on its own`, { path: `^ui/${folder}/`, pathNot: TESTS }, { path: folderPattern('ui', others) }),
    ),
    rule('the engine knows no business', { path: '^engine/', pathNot: TESTS }, { path: '^(metadata|plugins|ui|test)/' }),
    rule('the screens know only the contract', { path: '^ui/' }, { path: '^(engine|plugins|metadata)/', pathNot: '^engine/contract/' }),
    rule(
      'a plugin uses the public door',
      { path: '^plugins/[^/]+/', pathNot: `${TESTS}|^plugins/[^/]+/ui/` },
      { path: '^(engine|ui|metadata)/', pathNot: '^engine/(plugins/api\\.ts|contract/)' },
    ),
    rule(
      'the screens of a plugin use the public door',
      { path: '^plugins/[^/]+/ui/', pathNot: TESTS },
      { path: '^(engine|ui)/', pathNot: '^(ui/plugin-api\\.ts|ui/kit/|engine/contract/)' },
    ),
    rule('no plugin knows another', { path: '^plugins/([^/]+)/' }, { path: '^plugins/', pathNot: '^plugins/$1/' }),
    rule('no cycles', {}, { circular: true }),
    rule('only what package.json names', { path: '^(engine|plugins|ui)/' }, { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }),
    rule('no development tools at run time', { path: '^engine/', pathNot: TESTS }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }),
    rule('everything can be found', {}, { couldNotResolve: true, pathNot: '^(virtual:|~icons/)' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)node_modules/|^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: existsSync('tsconfig.json') ? { fileName: 'tsconfig.json' } : undefined,
    moduleSystems: ['es6'],
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], mainFields: ['module', 'main', 'types'] },
  },
}

/** A folder imports no sibling of its row and nothing from the rows above it. */
function layerRules(root) {
  const rows = layers[root]
  return rows.flatMap((row, index) =>
    row.map((folder) => {
      const others = [...row.filter((sibling) => sibling !== folder), ...rows.slice(index + 1).flat()]
      return rule(`${root}/${folder} imports only from below`, { path: folderPattern(root, [folder]), pathNot: TESTS }, { path: folderPattern(root, others) })
    }),
  )
}

function folderPattern(root, names) {
  return `^${root}/(${names.map((name) => name.replace('.', '\\.')).join('|')})(/|$)`
}

function rule(name, from, to) {
  return { name: name.replaceAll(/[^\w/.]+/g, '-'), comment: name, severity: 'error', from, to }
}
