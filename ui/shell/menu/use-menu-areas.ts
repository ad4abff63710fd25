import { computed, type ComputedRef } from 'vue'
import type { Label } from '../../../engine/contract/label.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import { useMetadata } from '../../state/metadata.ts'

export interface MenuArea {
  key: string
  label: Label
  modules: ModuleModel[]
}

/** The areas of the menu with the modules that the user may see, in the order of the metadata. */
export function useMenuAreas(): ComputedRef<MenuArea[]> {
  const metadata = useMetadata()
  return computed(() =>
    (metadata.model?.areas ?? []).flatMap((area) => {
      const modules = area.modules.flatMap((key) => metadata.findModule(key) ?? [])
      return modules.length > 0 ? [{ key: area.key, label: area.label, modules }] : []
    }),
  )
}
