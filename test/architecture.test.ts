import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { SYSTEM_MODULES } from '../engine/contract/system-modules.ts'
import layers from '../engine/layers.json' with { type: 'json' }
import type { SourceFile } from './support/source-files.ts'
import { isTestFile, placesOf, ROOT, sourceFiles } from './support/source-files.ts'

const CODE = /\.(ts|vue|mjs)$/
const everything = sourceFiles(['engine', 'ui', 'plugins', 'migrations', 'test'], CODE)
const runtime = everything.filter((file) => /^(engine|ui)\//.test(file.path) && !isTestFile(file))

describe('the runtime knows no business', () => {
  // Words that are the name of a stock module and something else as well.
  const HOMONYMS: Record<string, { means: string; files: RegExp }> = {
    documents: {
      means: 'the capability to hold documents, and its panel',
      files:
        /^(engine\/(contract\/model|metadata\/(model\/default-capabilities|check\/check-layouts))|ui\/records\/page\/(RecordBody|use-record-tabs))\.(ts|vue)$/,
    },
    assets: { means: 'the folder of built scripts', files: /^engine\/(http\/static-ui\.ts|cli\/bootstrap\/screens\.mjs)$/ },
    tasks: { means: 'work in the background', files: /^(engine\/(app|jobs\/.*|http\/.*)|ui\/(state|api|shell)\/.*)\.(ts|vue)$/ },
    products: { means: 'what a tax applies to', files: /^engine\/contract\/model\.ts$/ },
  }
  const names = stockModules()

  it.skipIf(names.length === 0)('no string in engine/ or ui/ is the name of a stock module', () => {
    const found = names.flatMap((name) =>
      runtime.filter((file) => !HOMONYMS[name]?.files.test(file.path)).flatMap((file) => placesOf(file, new RegExp(`(['"\`])${name}\\1`))),
    )
    expect(found).toEqual([])
  })

  it('every exception is still needed', () => {
    const needless = Object.entries(HOMONYMS).filter(
      ([name, { files }]) => names.includes(name) && !runtime.some((file) => files.test(file.path) && file.text.includes(`'${name}'`)),
    )
    expect(needless).toEqual([])
  })
})

describe('layers', () => {
  it('every folder of engine/ and ui/ stands in the one table of layers, and the other way round', () => {
    const aside: Record<string, string[]> = {
      engine: ['layers.json', 'README.md'],
      ui: ['build', 'testing', 'README.md', 'env.d.ts', 'index.html', 'styles.css', 'tokens.ts', 'vite.config.ts', 'tsconfig.json', 'tsconfig.build.json'],
    }
    for (const root of ['engine', 'ui'] as const) {
      const known = [...layers[root].flat(), ...(aside[root] ?? [])]
      expect(readdirSync(path.join(ROOT, root)).filter((name) => !known.includes(name))).toEqual([])
    }
  })

  it('hold everywhere, without a cycle', async () => {
    const folders = ['engine', 'ui', 'plugins'].filter((folder) => existsSync(path.join(ROOT, folder)))
    expect(await run('dependency-cruiser/bin/dependency-cruiser.mjs', [...folders, '--config', '.dependency-cruiser.mjs'])).toEqual([])
  }, 60_000)
})

describe('safety that can be read off the source', () => {
  it('SQL is written only where identifiers and parameters are bound', () => {
    // The scheduler hands a pool of its own to Agenda.
    const allowed = /^(engine\/(query|storage|records)\/|engine\/jobs\/scheduler\.ts|migrations\/)/
    const sql =
      /from '(kysely|pg|@mikro-orm\/[a-z]+)'|\b(insert into|delete from|alter table|drop table|truncate table)\s+["a-z$]|\bselect\s+[a-z_.*"$][^'`]*\sfrom\s+[a-z_."$]/
    const files = everything.filter((file) => !allowed.test(file.path) && !isTestFile(file) && !file.path.startsWith('test/') && !file.path.startsWith('ui/'))
    expect(files.flatMap((file) => placesOf(file, sql))).toEqual([])
  })

  it('no statement asks for all columns of a table', () => {
    expect(runtime.flatMap((file) => placesOf(file, /\bselect\s+\*\s+from\s+(?!\()|\breturning\s+\*/i))).toEqual([])
  })

  it('HTML from outside is shown by one component only', () => {
    const files = everything.filter((file) => !isTestFile(file) && file.path !== 'ui/widgets/rich-text/SafeHtml.vue')
    expect(files.flatMap((file) => placesOf(file, /\bv-html\b|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write/))).toEqual([])
  })

  it('no type is any and no value is asserted to be there', async () => {
    const only = [
      '-A',
      'all',
      '-D',
      'typescript/no-explicit-any',
      '-D',
      'typescript/no-non-null-assertion',
      '-D',
      'typescript/ban-ts-comment',
      '-D',
      'no-restricted-globals',
      '-D',
      'no-restricted-imports',
    ]
    expect(await run('oxlint/bin/oxlint', [...only, '--format', 'unix'])).toEqual([])
  })
})

describe('sizes', () => {
  const cap = (file: SourceFile) => (file.path.endsWith('.vue') ? 250 : isTestFile(file) || file.path.startsWith('test/') ? 600 : 300)

  it('no file is longer than its cap', () => {
    expect(everything.filter((file) => lines(file) > cap(file)).map((file) => `${file.path}: ${lines(file)} lines, at most ${cap(file)}`)).toEqual([])
  })

  it('no file of metadata is longer than 400 lines', () => {
    const files = sourceFiles(['metadata', 'plugins'], /\.json$/)
    expect(files.filter((file) => lines(file) > 400).map((file) => `${file.path}: ${lines(file)} lines`)).toEqual([])
  })

  it('no folder holds more than 25 files beside its tests', () => {
    const counts = new Map<string, number>()
    for (const file of everything.filter((other) => !isTestFile(other))) counts.set(path.dirname(file.path), (counts.get(path.dirname(file.path)) ?? 0) + 1)
    expect([...counts].filter(([, count]) => count > 25)).toEqual([])
  })
})

describe('names', () => {
  it('no file hides what it is for', () => {
    const vague = /(^|[-/])(utils?|helpers?|common|misc|managers?|base|impl|shared|stuff)(\.[a-z.]+$|\/)/
    expect(everything.map((file) => file.path).filter((file) => vague.test(file))).toEqual([])
  })

  it('files are kebab-case, components PascalCase', () => {
    const isNamedWell = (file: string) => (file.endsWith('.vue') ? /^[A-Z][A-Za-z0-9]*\.vue$/ : /^[a-z0-9]+([-.][a-z0-9]+)*$/).test(path.basename(file))
    expect(everything.map((file) => file.path).filter((file) => !isNamedWell(file))).toEqual([])
  })

  it('nothing is left for later', () => {
    const marks = /\b(TO[D]O|FIX[M]E|HA[C]K)\b/
    const texts = [...everything, ...sourceFiles(['metadata', 'plugins'], /\.(json|md)$/)]
    expect(
      texts.flatMap((file) =>
        file.text
          .split('\n')
          .filter((line) => marks.test(line))
          .map((line) => `${file.path}: ${line.trim()}`),
      ),
    ).toEqual([])
  })

  it('READMEs stand only where somebody looks for one', () => {
    const found = sourceFiles(['engine', 'metadata', 'plugins', 'ui', 'test'], /README\.md$/).map((file) => file.path)
    expect(found.filter((file) => file.split('/').length > 2)).toEqual([])
  })
})

describe('the lock file', () => {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>
  }

  it('lists the packages of every system (else: node .ci/complete-lock.mjs)', () => {
    const wanted = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    const listed = new Set(Object.keys(lock.packages).map((name) => name.replace(/^.*node_modules\//, '')))
    expect(wanted.filter((name) => !listed.has(name))).toEqual([])
  })

  it('names no registry: each installation uses its own', () => {
    expect(
      Object.entries(lock.packages)
        .filter(([, entry]) => entry.resolved)
        .map(([name]) => name),
    ).toEqual([])
  })
})

function stockModules(): string[] {
  const folder = path.join(ROOT, 'metadata/modules')
  const system: readonly string[] = SYSTEM_MODULES
  return existsSync(folder) ? readdirSync(folder).filter((name) => !system.includes(name)) : []
}

function lines(file: SourceFile): number {
  return file.text.split('\n').length - 1
}

/** Runs a checker of node_modules and gives its complaints, line by line. */
async function run(program: string, args: string[]): Promise<string[]> {
  try {
    await promisify(execFile)(process.execPath, [path.join(ROOT, 'node_modules', program), ...args], { cwd: ROOT, maxBuffer: 1e8 })
    return []
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    return `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '')
  }
}
