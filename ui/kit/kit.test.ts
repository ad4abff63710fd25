import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Component, defineComponent, h, nextTick } from 'vue'
import { mountWithI18n } from '../testing/mount-with-i18n.ts'
import AppTabs from './AppTabs.vue'
import { useConfirm, useOpenQuestion } from './overlay/confirm.ts'
import ErrorState from './ErrorState.vue'
import FieldControl from './FieldControl.vue'
import DataGrid from './grid/DataGrid.vue'
import { colorOf, initialsOf } from './initials.ts'
import MenuList from './overlay/MenuList.vue'
import SelectInput from './SelectInput.vue'
import { matches } from './shortcuts.ts'
import TextInput from './TextInput.vue'
import { useToast, useToastList } from './overlay/toast.ts'

enableAutoUnmount(afterEach)
afterEach(() => void (document.body.innerHTML = ''))

const inControl = (input: ReturnType<typeof h>, props: object) =>
  defineComponent(() => () => h(FieldControl, { label: 'Title', ...props }, { default: () => input }))

describe('FieldControl', () => {
  it('names, describes and marks the input within as wrong', async () => {
    const control = await mountWithI18n(inControl(h(TextInput, { modelValue: '' }), { description: 'As printed', error: 'Fill this in.', required: true }))
    const input = control.get('input')
    const id = input.attributes('id')
    expect(control.get('label').attributes('for')).toBe(id)
    expect(input.attributes('aria-labelledby')).toBe(`${id}-label`)
    expect(
      input
        .attributes('aria-describedby')
        ?.split(' ')
        .map((part) => control.get(`[id="${part}"]`).text()),
    ).toEqual(['As printed', 'Fill this in.'])
    expect(input.attributes('aria-invalid')).toBe('true')
    expect(input.attributes('aria-required')).toBe('true')
    expect(control.get('[role=alert]').text()).toBe('Fill this in.')
  })
  it('does the same for a choice, whose element Naive UI leaves nameless', async () => {
    const control = await mountWithI18n(inControl(h(SelectInput, { modelValue: null, options: [{ value: 'a', label: 'A' }] }), {}))
    await nextTick()
    const target = control.get('[role=combobox]')
    expect(target.attributes('aria-labelledby')).toBe(`${target.attributes('id')}-label`)
    expect(target.attributes('aria-expanded')).toBe('false')
  })
  it.each([true, false])('names the box of several, closed and open (in a field: %s)', async (isInField) => {
    const options = [{ value: 'a', label: 'A' }]
    const props = { modelValue: [] as string[], options, multiple: true, remote: true, ...(!isInField && { label: 'Title' }) }
    const select = h(SelectInput, props)
    const control = await mountWithI18n(isInField ? inControl(select, {}) : defineComponent(() => () => select))
    const name = isInField ? 'aria-labelledby' : 'aria-label'
    const wanted = isInField ? control.get('label').attributes('id') : 'Title'
    await nextTick()
    // Closed, the input is hidden, and the frame takes the focus.
    const frame = control.get('.n-base-selection-tags')
    expect([frame.attributes('role'), frame.attributes(name), frame.attributes('aria-expanded')]).toEqual(['combobox', wanted, 'false'])
    await frame.trigger('click')
    await nextTick()
    expect([frame.attributes('role'), control.get('input[role=combobox]').attributes(name)]).toEqual(['group', wanted])
    expect(document.querySelector('[role=listbox]')?.getAttribute(name)).toBe(wanted)
  })
  it.each([
    { was: {}, is: {} },
    { was: { hint: 'Beijing' }, is: {} },
    { was: {}, is: { hint: 'Beijing' } },
    { was: { hint: 'Beijing' }, is: { hint: 'Shanghai' } },
  ])('shows what is chosen for it from outside: %j', async ({ was, is }) => {
    const control = await mountWithI18n(SelectInput, { props: { modelValue: 'a', options: [{ value: 'a', label: 'Former', ...was }], filterable: true } })
    const shown = () => control.get('.n-base-selection-label').text()
    for (const [value, label] of [
      ['a', 'Former'],
      ['b', 'Present'],
      ['c', 'Next'],
    ] as const) {
      await control.setProps({ modelValue: value, options: [{ value, label, ...is }] })
      expect(shown()).toContain(label)
    }
  })
})

describe('TextInput', () => {
  it('does not take the Enter that ends a composition for its own', async () => {
    const input = await mountWithI18n(TextInput, { props: { modelValue: '中' } })
    await input.get('input').trigger('keydown', { key: 'Enter', isComposing: true })
    expect(input.emitted('enter')).toBeUndefined()
    await input.get('input').trigger('keydown', { key: 'Enter' })
    expect(input.emitted('enter')).toHaveLength(1)
  })
})

describe('AppTabs', () => {
  const tabs = [
    { key: 'a', label: 'A' },
    { key: 'b', label: 'B', count: 3 },
    { key: 'c', label: 'C' },
  ]
  it('moves with the arrows, round both ends, and has one stop for the Tab key', async () => {
    const wrapper = await mountWithI18n(AppTabs, { props: { modelValue: 'c', tabs, label: 'Views' } })
    await wrapper.get('[role=tablist]').trigger('keydown', { key: 'ArrowRight' })
    await wrapper.get('[role=tablist]').trigger('keydown', { key: 'ArrowLeft' })
    expect(wrapper.emitted('update:modelValue')).toEqual([['a'], ['b']])
    expect(wrapper.findAll('[tabindex="0"]').map((tab) => tab.text())).toEqual(['C'])
  })
})

describe('MenuList', () => {
  const items = [
    { key: 'open', label: 'Open' },
    { key: 'no', label: 'Not now', disabled: true },
    { key: 'line', divider: true },
    { key: 'delete', label: 'Delete' },
  ]
  it('moves with arrows and first letters, and leaves out what cannot be chosen', async () => {
    const wrapper = await mountWithI18n(MenuList, { props: { items } })
    wrapper.get<HTMLElement>('[role=menuitem]').element.focus()
    await wrapper.trigger('keydown', { key: 'ArrowDown' })
    expect(document.activeElement?.textContent).toContain('Delete')
    await wrapper.trigger('keydown', { key: 'o' })
    expect(document.activeElement?.textContent).toContain('Open')
    await wrapper.findAll('[role=menuitem]')[1]?.trigger('click')
    expect(wrapper.emitted('select')).toBeUndefined()
  })
})

describe('DataGrid', () => {
  const rows = Array.from({ length: 500 }, (_, index) => ({ id: `r${index}`, name: `Row ${index}` }))
  const columns = [{ key: 'name', label: 'Name', width: 200, sortable: true }]
  const open = async (props: object = {}) =>
    mountWithI18n(DataGrid as Component, {
      props: { rows, columns, label: 'Rows', selectable: true, ...props },
      slots: { cell: ({ row }: { row: { name: string } }) => row.name },
    })

  it('draws some rows of many, and says how many there are', async () => {
    const grid = await open({ total: 500 })
    expect(grid.findAll('[role=row]').length).toBeLessThan(60)
    expect(grid.get('[role=grid]').attributes('aria-rowcount')).toBe('501')
  })
  it('selects with the keys, a range with Shift', async () => {
    const grid = await open()
    const target = grid.get('[role=grid]')
    await target.trigger('focus')
    await target.trigger('keydown', { key: 'ArrowDown' })
    await target.trigger('keydown', { key: ' ' })
    await target.trigger('keydown', { key: 'ArrowDown', shiftKey: true })
    expect(grid.emitted('update:selected')?.map(([selected]) => [...(selected as Set<string>)])).toEqual([['r1'], ['r1', 'r2']])
  })
  it('opens a row with Enter and with a click, but not with a click on what it holds', async () => {
    const grid = await open()
    await grid.get('[role=grid]').trigger('focus')
    await grid.get('[role=grid]').trigger('keydown', { key: 'Enter' })
    await grid.findAll('[role=row]')[3]?.get('[role=gridcell]:last-child').trigger('click')
    await grid.findAll('[role=row]')[3]?.get('.box').trigger('click')
    expect(grid.emitted('open')?.map(([row]) => (row as { id: string }).id)).toEqual(['r0', 'r2'])
  })
  it('sorts by a head, in addition with Shift', async () => {
    const grid = await open({ sort: [{ key: 'name', order: 'desc' }] })
    expect(grid.findAll('[role=columnheader]')[1]?.attributes('aria-sort')).toBe('descending')
    await grid.get('.sort').trigger('click', { shiftKey: true })
    expect(grid.emitted('sort')).toEqual([['name', true]])
  })
})

describe('ErrorState', () => {
  it('says what happened and the id that the log knows', async () => {
    const state = await mountWithI18n(ErrorState, { props: { problem: { status: 500, message: 'It broke.', id: 'abc' }, canRetry: true } })
    expect(state.text()).toContain('It broke.')
    expect(state.text()).toContain('abc')
    expect(state.text()).toContain('Try again')
  })
})

describe('messages in the corner', () => {
  it('go by themselves, and say nothing of a request that was given up', async () => {
    vi.useFakeTimers()
    const list = useToastList()
    useToast().problem(new DOMException('', 'AbortError'))
    expect(list.value).toHaveLength(0)
    useToast().success('Done')
    expect(list.value.map((toast) => toast.text)).toEqual(['Done'])
    vi.advanceTimersByTime(4000)
    expect(list.value).toHaveLength(0)
    vi.useRealTimers()
  })
})

describe('a question', () => {
  it('is answered once; a new one answers the former with no', async () => {
    const confirm = useConfirm()
    const first = confirm({ title: 'First?', confirmLabel: 'Yes' })
    const second = confirm({ title: 'Second?', confirmLabel: 'Yes' })
    useOpenQuestion().value?.answer(true)
    await flushPromises()
    expect([await first, await second]).toEqual([false, true])
    expect(useOpenQuestion().value).toBeNull()
  })
})

describe('shortcuts', () => {
  const key = (name: string, extra: object = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...extra })
  it('tell a letter from the same letter with Ctrl', () => {
    expect(matches('c', key('c'))).toBe(true)
    expect(matches('c', key('c', { ctrlKey: true }))).toBe(false)
    expect(matches('mod+k', key('K', { metaKey: true }))).toBe(true)
    expect(matches('mod+k', key('k'))).toBe(false)
  })
})

describe('initials', () => {
  it.each([
    ['林薇', '林'],
    ['Moses Frase', 'MF'],
    ['Anna Maria Lee', 'AL'],
    ['madonna', 'M'],
    ['lin.wei@example.com', 'LC'],
    ['  ', ''],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
  it('always have the same colour', () => expect(colorOf('林薇')).toBe(colorOf('林薇')))
})
