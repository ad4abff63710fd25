import type {
  AccessFile,
  ConversionsFile,
  CurrenciesFile,
  FieldsFile,
  GroupsFile,
  LayoutFile,
  MenuFile,
  ModuleFile,
  PicklistFile,
  ProfilesFile,
  RolesFile,
  TaxesFile,
  TestFile,
  ViewsFile,
  WorkflowFile,
} from '../../contract/generated/metadata-files.ts'
import type { MergedFile } from './merge-layers.ts'
import type { Location } from './origin.ts'

/** A merged file that its schema found sound. */
export interface SourceFile<T> {
  path: string
  value: T
  locate(pointer: string): Location
}

export interface ModuleSource {
  key: string
  module: SourceFile<ModuleFile>
  fields?: SourceFile<FieldsFile>
  views?: SourceFile<ViewsFile>
  access?: SourceFile<AccessFile>
  conversions?: SourceFile<ConversionsFile>
  layouts: Map<string, SourceFile<LayoutFile>>
  workflows: Map<string, SourceFile<WorkflowFile>>
  tests: Map<string, SourceFile<TestFile>>
}

/** The merged files by what they describe. */
export interface Sources {
  modules: Map<string, ModuleSource>
  picklists: Map<string, SourceFile<PicklistFile>>
  menu?: SourceFile<MenuFile>
  roles?: SourceFile<RolesFile>
  profiles?: SourceFile<ProfilesFile>
  groups?: SourceFile<GroupsFile>
  currencies?: SourceFile<CurrenciesFile>
  taxes?: SourceFile<TaxesFile>
}

/** Sorts sound files by module and kind; files of a folder without module.json are left out. */
export function sourcesOf(files: ReadonlyMap<string, MergedFile>): Sources {
  return {
    modules: modulesIn(files),
    picklists: new Map(
      [...files.values()].filter((file) => file.place.kind.name === 'picklist').map((file) => [file.place.name ?? '', typed<PicklistFile>(file)]),
    ),
    menu: appFile<MenuFile>(files, 'menu'),
    roles: appFile<RolesFile>(files, 'roles'),
    profiles: appFile<ProfilesFile>(files, 'profiles'),
    groups: appFile<GroupsFile>(files, 'groups'),
    currencies: appFile<CurrenciesFile>(files, 'currencies'),
    taxes: appFile<TaxesFile>(files, 'taxes'),
  }
}

function modulesIn(files: ReadonlyMap<string, MergedFile>): Map<string, ModuleSource> {
  const byModule = Map.groupBy(
    [...files.values()].filter((file) => file.place.module !== undefined),
    (file) => file.place.module ?? '',
  )
  const sources = [...byModule].flatMap(([key, own]) => moduleSource(key, own) ?? [])
  return new Map(sources.map((source) => [source.key, source]))
}

function moduleSource(key: string, files: MergedFile[]): ModuleSource | null {
  const single = <T>(kind: string) => {
    const file = files.find((one) => one.place.kind.name === kind)
    return file ? typed<T>(file) : undefined
  }
  const many = <T>(kind: string) => new Map(files.filter((file) => file.place.kind.name === kind).map((file) => [file.place.name ?? '', typed<T>(file)]))

  const module = single<ModuleFile>('module')
  if (!module) return null
  return {
    key,
    module,
    fields: single<FieldsFile>('fields'),
    views: single<ViewsFile>('views'),
    access: single<AccessFile>('access'),
    conversions: single<ConversionsFile>('conversions'),
    layouts: many<LayoutFile>('layout'),
    workflows: many<WorkflowFile>('workflow'),
    tests: many<TestFile>('test'),
  }
}

function appFile<T>(files: ReadonlyMap<string, MergedFile>, name: string): SourceFile<T> | undefined {
  const file = files.get(`app/${name}.json`)
  return file ? typed<T>(file) : undefined
}

function typed<T>(file: MergedFile): SourceFile<T> {
  return { path: file.path, value: file.value as T, locate: file.locate }
}
