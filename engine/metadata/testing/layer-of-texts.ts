import type { Layer } from '../layers/layer.ts'
import { layerOfReadings } from '../layers/load-layer.ts'
import { readLayerFile } from '../layers/read-layer-file.ts'

/** A layer out of the texts of its files, or of the values that they hold. */
export function layerOfTexts(name: string, files: Record<string, string | object>): Layer {
  const readings = Object.entries(files).map(([path, content]) =>
    readLayerFile({ layer: name, path, shownPath: path, bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content, null, 2)) }),
  )
  return layerOfReadings(name, readings)
}
