import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '../..')

/** A file of the checkout; `path` is relative to its root, with slashes. */
export interface SourceFile {
  path: string
  text: string
}

/** The files below some folders whose names match, without what is installed, built or generated. */
export function sourceFiles(folders: string[], names: RegExp): SourceFile[] {
  return folders
    .filter((folder) => existsSync(path.join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/'))),
    )
    .filter((file) => names.test(file) && !/(^|\/)(node_modules|dist|generated)\//.test(file))
    .sort()
    .map((file) => ({ path: file, text: readFileSync(path.join(ROOT, file), 'utf8') }))
}

export function isTestFile(file: SourceFile): boolean {
  return /\.test\.ts$|\/(tests|testing)\//.test(file.path)
}

/** "path:line" of every match, for messages that lead to the place. */
export function placesOf(file: SourceFile, pattern: RegExp): string[] {
  return withLineNumbers(file)
    .filter(({ line }) => pattern.test(line))
    .map(({ number, line }) => `${file.path}:${number}  ${line.trim()}`)
}

function withLineNumbers(file: SourceFile): { number: number; line: string }[] {
  return blankComments(file.text)
    .split('\n')
    .map((line, index) => ({ number: index + 1, line }))
}

/** Comments become empty, so that the numbers of lines stay right. Good enough for a scan: a string that holds a comment mark is cut. */
function blankComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, '')
  return text
    .replace(/\/\*[\s\S]*?\*\//g, blank)
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(/(^|\s)\/\/.*$/gm, '$1')
}
