import { defineError } from '../kernel/errors.ts'

/** 409: the Idempotency-Key was used for another request. */
export const idempotencyMismatch = defineError('IDEMPOTENCY_MISMATCH', 409, 'This Idempotency-Key was used for another request.')
/** 409: other records refer to the record and their reference forbids its removal; `problems` name the modules. */
export const restricted = defineError('RESTRICTED', 409, 'Other records refer to it.')
