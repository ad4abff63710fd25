import { defineError } from '../kernel/errors.ts'

/** 401, the same for an unknown name, a wrong password, a deactivated user and too many tries. */
export const signInFailed = defineError('SIGN_IN_FAILED', 401, 'Name or password is wrong.')
/** 401: the step of a sign-in is over, or what was sent for it is wrong. */
export const stepFailed = defineError('STEP_FAILED', 401, 'The code is wrong, or it took too long. Sign in again.')
/** 403: before anything else a new password must be chosen. */
export const passwordExpired = defineError('PASSWORD_EXPIRED', 403, 'Choose a new password first.')
/** 409: there is one already. */
export const alreadyThere = defineError('ALREADY_THERE', 409, 'This is there already.')
/** 422: passkeys need an address that browsers trust. */
export const passkeysUnavailable = defineError('PASSKEYS_UNAVAILABLE', 422, 'Passkeys work at the address of MORTISE_BASE_URL, or at localhost.')
