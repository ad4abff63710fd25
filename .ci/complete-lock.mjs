// Completes package-lock.json with the optional packages of other systems, which npm leaves out when the registry it
// was made from does not offer them: `npm ci` refuses a lock without them. Run it after adding a dependency.
import { readFileSync, writeFileSync } from 'node:fs'

const FILE = new URL('../package-lock.json', import.meta.url)
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

const lock = JSON.parse(readFileSync(FILE, 'utf8'))
const missing = Object.entries(lock.packages).flatMap(missingOf)
for (const [path, entry] of missing) lock.packages[path] = entry
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
if (missing.length > 0) writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${missing.length} optional packages added to package-lock.json.\n`)

function missingOf([path, entry]) {
  return Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !isListed(path, name))
    .map(([name, version]) => [`node_modules/${name}`, describe({ name, version, dev: entry.dev })])
}

/** As Node looks for it: in the package's own folder, then in each folder above. */
function isListed(path, name) {
  if (lock.packages[`${path ? `${path}/` : ''}node_modules/${name}`]) return true
  if (!path) return false
  const above = path.lastIndexOf('/node_modules/')
  return isListed(above < 0 ? '' : path.slice(0, above), name)
}

/** The name of such a package tells its system: @oxlint/binding-linux-arm64-musl. */
function describe({ name, version, dev }) {
  const words = name.replace(/^.*\//, '').split(/[-.]/)
  const os = words.find((word) => SYSTEMS.includes(word))
  const cpu = words.find((word) => PROCESSORS.includes(word))
  if (!/^\d+\.\d+\.\d+/.test(version) || !os || !cpu) throw new Error(`Add the optional package ${name}@${version} to package-lock.json by hand.`)
  const libc = words.find((word) => /^(musl|gnu)/.test(word))
  return { version, cpu: [cpu], ...(dev && { dev }), ...(libc && { libc: [libc.startsWith('musl') ? 'musl' : 'glibc'] }), optional: true, os: [os] }
}
