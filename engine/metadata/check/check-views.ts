import type { View } from '../../contract/generated/metadata-files.ts'
import { joinPointer } from '../json/pointer.ts'
import type { SourceFile } from '../layers/sources.ts'
import { checkCondition } from './check-condition.ts'
import { checkPath, SORTABLE, SUMMABLE } from './check-path.ts'
import type { CheckScope, ModuleScope } from './check-scope.ts'

/** The list views of a module. */
export function checkViews(scope: CheckScope, module: ModuleScope): void {
  const file = module.source.views
  if (!file) return
  file.value.views.forEach((view, index) => checkView(scope, module, { file, view, pointer: joinPointer('/views', index) }))
  const defaults = file.value.views.filter((view) => view.default)
  if (defaults.length > 1) {
    scope.report(file, { pointer: '/views', reason: `Only one view can be the default, not ${defaults.map((view) => `"${view.key}"`).join(' and ')}.` })
  }
}

interface ViewAt {
  file: SourceFile<unknown>
  view: View
  pointer: string
}

function checkView(scope: CheckScope, { model }: ModuleScope, { file, view, pointer }: ViewAt): void {
  const at = (...segments: (string | number)[]) => ({ file, pointer: joinPointer(pointer, ...segments) })
  const repeated = view.columns.findIndex((column, index) => view.columns.indexOf(column) !== index)

  view.columns.forEach((path, index) => checkPath(scope, at('columns', index), { module: model, path }))
  if (repeated >= 0) scope.report(file, { pointer: at('columns', repeated).pointer, reason: `The column "${view.columns[repeated]}" stands twice.` })
  view.sort?.forEach((sort, index) => checkPath(scope, at('sort', index, 'field'), { module: model, path: sort.field, demand: SORTABLE }))
  view.totals?.forEach((path, index) => checkPath(scope, at('totals', index), { module: model, path, demand: SUMMABLE }))
  if (view.filter) checkCondition(scope, at('filter'), { module: model, condition: view.filter })
  if (view.form === 'board' && !model.statusField)
    scope.report(file, { pointer: at('form').pointer, reason: 'A board needs columns: module.json must name a statusField.' })
  if (view.form === 'calendar' && !model.calendar)
    scope.report(file, { pointer: at('form').pointer, reason: 'A calendar needs dates: module.json must say "calendar": { "start": … }.' })
}
