import { instantOf, wallTime } from '../../../engine/contract/time-zone.ts'

/**
 * The date picker knows one time zone only, the browser's; users work in their own (`Asia/Shanghai` on a laptop that thinks it is in
 * London). A moment is therefore handed to the picker as the moment at which the browser's clock shows what the user's clock shows.
 */
export function toPicker(instant: string, timeZone: string): string {
  const { year, month, day, hour, minute, second } = wallTime(new Date(instant), timeZone)
  return new Date(year, month - 1, day, hour, minute, second).toISOString()
}

/** The way back: what the browser's clock shows, as a moment in the time zone of the user. */
export function fromPicker(picked: string, timeZone: string): string {
  const shown = new Date(picked)
  const wall = {
    year: shown.getFullYear(),
    month: shown.getMonth() + 1,
    day: shown.getDate(),
    hour: shown.getHours(),
    minute: shown.getMinutes(),
    second: shown.getSeconds(),
    millisecond: 0,
  }
  return instantOf(wall, timeZone).toISOString()
}
