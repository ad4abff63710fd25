import type { FormatChoices } from '../../contract/formats.ts'

/** How users want dates and numbers, as columns of data.users (`u`). */
export const FORMAT_COLUMNS = 'u.date_format, u.hour_format, u.digit_grouping, u.decimal_separator, u.grouping_separator, u.symbol_placement, u.week_start'

export interface FormatRow {
  date_format: FormatChoices['dateFormat'] | null
  hour_format: FormatChoices['hourFormat'] | null
  digit_grouping: FormatChoices['digitGrouping'] | null
  decimal_separator: FormatChoices['decimalSeparator'] | null
  grouping_separator: FormatChoices['groupingSeparator'] | null
  symbol_placement: FormatChoices['symbolPlacement'] | null
  week_start: FormatChoices['weekStart'] | null
}

/** What the columns say; null where nothing was chosen. */
export function formatsOf(row: FormatRow): Required<FormatChoices> {
  return {
    dateFormat: row.date_format ?? null,
    hourFormat: row.hour_format ?? null,
    digitGrouping: row.digit_grouping ?? null,
    decimalSeparator: row.decimal_separator ?? null,
    groupingSeparator: row.grouping_separator ?? null,
    symbolPlacement: row.symbol_placement ?? null,
    weekStart: row.week_start ?? null,
  }
}
