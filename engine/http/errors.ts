import { defineError } from '../kernel/errors.ts'

/** 400: the request cannot be read as what it should be. */
export const badRequest = defineError('BAD_REQUEST', 400, 'The request does not have the right form.')
/** 406: what is there cannot be had in a form that the client takes. */
export const notAcceptable = defineError('NOT_ACCEPTABLE', 406, 'This cannot be answered in a form that you take.')
