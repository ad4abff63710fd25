import { describe, expect, it } from 'vitest'
import { gridCommand } from './grid-keys.ts'
import { gridTemplate, pinnedOffsets } from './grid-column.ts'
import { selectionState, toggled, withRange } from './row-selection.ts'
import { scrollTopFor, visibleRange } from './visible-range.ts'

const key = (name: string, extra: object = {}) => ({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...extra })

describe('visibleRange', () => {
  it('draws only the rows in sight and ten beyond each edge', () => {
    expect(visibleRange({ scrollTop: 40_000, height: 400, rowHeight: 40, count: 1_000_000 })).toEqual({ from: 990, to: 1020 })
  })
  it('stays within the rows at both ends', () => {
    expect(visibleRange({ scrollTop: 0, height: 400, rowHeight: 40, count: 5 })).toEqual({ from: 0, to: 5 })
    expect(visibleRange({ scrollTop: 4000, height: 400, rowHeight: 40, count: 5 })).toEqual({ from: 0, to: 5 })
    expect(visibleRange({ scrollTop: 0, height: 400, rowHeight: 40, count: 0 })).toEqual({ from: 0, to: 0 })
  })
})

describe('scrollTopFor', () => {
  const view = { scrollTop: 400, height: 436, rowHeight: 40, headHeight: 36 }
  it('leaves the position where the row is in view', () => expect(scrollTopFor(12, view)).toBe(400))
  it('brings a row above to the top and one below to the bottom', () => {
    expect(scrollTopFor(3, view)).toBe(120)
    expect(scrollTopFor(30, view)).toBe(840)
  })
})

describe('gridCommand', () => {
  const at = { at: 3, count: 10, page: 4 }
  it('moves within the rows', () => {
    expect(gridCommand(key('ArrowDown'), at)).toEqual({ kind: 'move', to: 4, extend: false })
    expect(gridCommand(key('PageDown', { shiftKey: true }), at)).toEqual({ kind: 'move', to: 7, extend: true })
    expect(gridCommand(key('PageUp'), at)).toEqual({ kind: 'move', to: 0, extend: false })
    expect(gridCommand(key('End'), at)).toEqual({ kind: 'move', to: 9, extend: false })
  })
  it('opens with Enter, in a new tab with Ctrl', () => {
    expect(gridCommand(key('Enter'), at)).toEqual({ kind: 'open', newTab: false })
    expect(gridCommand(key('Enter', { ctrlKey: true }), at)).toEqual({ kind: 'open', newTab: true })
  })
  it('leaves the shortcuts of the application alone', () => {
    expect(gridCommand(key('k', { ctrlKey: true }), at)).toBeNull()
    expect(gridCommand(key('c'), at)).toBeNull()
    expect(gridCommand(key('ArrowRight', { altKey: true }), at)).toBeNull()
  })
})

describe('the selection', () => {
  it('turns a row on and off', () => {
    expect([...toggled(new Set(['a']), 'b')]).toEqual(['a', 'b'])
    expect([...toggled(new Set(['a']), 'a')]).toEqual([])
  })
  it('takes a range in either direction and keeps what was selected', () => {
    expect([...withRange(new Set(['z']), ['a', 'b', 'c', 'd'], { from: 3, to: 1 })]).toEqual(['z', 'b', 'c', 'd'])
  })
  it('knows none, some and all', () => {
    expect(selectionState(new Set(), ['a'])).toBe('none')
    expect(selectionState(new Set(['a']), ['a', 'b'])).toBe('some')
    expect(selectionState(new Set(['a', 'b']), ['a', 'b'])).toBe('all')
    expect(selectionState(new Set(['x']), ['a', 'b'])).toBe('none')
  })
})

describe('gridTemplate', () => {
  it('shares out what is left over among the columns that nobody sized, which give way a little', () => {
    const columns = [
      { key: 'a', label: 'A', width: 200 },
      { key: 'b', label: 'B', width: 100, fixed: true },
      { key: 'c', label: 'C', width: 172, least: 170 },
    ]
    expect(gridTemplate(columns, { selectable: true })).toEqual({ template: '44px minmax(140px, 200fr) 100px minmax(170px, 172fr)', minWidth: 454 })
  })
  it('fills the rest with nothing when every column is sized', () => {
    expect(gridTemplate([{ key: 'b', label: 'B', width: 100, fixed: true }], { selectable: false }).template).toBe('100px minmax(0, 1fr)')
  })
})

describe('pinned columns', () => {
  it('stay one beside the other; the first column always does', () => {
    const columns = [
      { key: 'a', label: 'A', width: 200, pinned: true },
      { key: 'b', label: 'B', width: 100, pinned: true },
      { key: 'c', label: 'C', width: 100 },
    ]
    expect(pinnedOffsets(columns, { selectable: true })).toEqual([44, 244, undefined])
    expect(pinnedOffsets(columns.slice(2), { selectable: false })).toEqual([0])
    expect(gridTemplate(columns, { selectable: false }).template).toBe('200px 100px minmax(100px, 100fr)')
  })
})
