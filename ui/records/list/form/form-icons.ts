import type { Component } from 'vue'
import IconCalendar from '~icons/lucide/calendar'
import IconBoard from '~icons/lucide/kanban'
import IconList from '~icons/lucide/list'
import type { ListForm } from './list-form.ts'

export const FORM_ICONS: Record<ListForm, Component> = { list: IconList, board: IconBoard, calendar: IconCalendar }
