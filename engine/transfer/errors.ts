import { defineError } from '../kernel/errors.ts'

/** 422: the file cannot be read as a table. */
export const unreadableFile = defineError('UNREADABLE_FILE', 422, 'This is not a CSV or XLSX file that can be read.')
/** 422: the file has no rows under its heading. */
export const emptyFile = defineError('EMPTY_FILE', 422, 'The file has no rows.')
/** 422: more columns or rows than an import takes. */
export const tooLargeFile = defineError('TOO_LARGE_FILE', 422, 'At most {columns} columns and {rows} rows.')
/** 409: the import is not in a state in which this can be done. */
export const wrongImportState = defineError('WRONG_IMPORT_STATE', 409, 'This cannot be done while the import is {state}.')
