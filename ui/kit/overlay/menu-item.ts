import type { Component } from 'vue'

/** One entry of a menu; `{ divider: true }` draws a line. */
export interface MenuItem {
  key: string
  label?: string
  icon?: Component
  hint?: string
  danger?: boolean
  disabled?: boolean
  /** One of several: drawn with a tick when true. */
  checked?: boolean
  divider?: boolean
  /** A small heading over what follows; cannot be chosen. */
  heading?: boolean
}
