import { defineError } from '../kernel/errors.ts'

/** 422: a template that cannot be read, or that asks for what templates may not do. */
export const badTemplate = defineError('BAD_TEMPLATE', 422, 'The template cannot be used: {reason}')
/** 422: it takes too long, or writes too much. */
export const templateTooLarge = defineError('TEMPLATE_TOO_LARGE', 422, 'The template takes too long or writes too much.')
