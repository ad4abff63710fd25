import { defineError } from '../kernel/errors.ts'

/** 400: the request cannot be read as what it should be. */
export const badRequest = defineError('BAD_REQUEST', 400, 'The request does not have the right form.')
/** 401, the same for an unknown name, a wrong password, a deactivated user and too many tries. */
export const signInFailed = defineError('SIGN_IN_FAILED', 401, 'Name or password is wrong.')
/** 406: what is there cannot be had in a form that the client takes. */
export const notAcceptable = defineError('NOT_ACCEPTABLE', 406, 'This cannot be answered in a form that you take.')
