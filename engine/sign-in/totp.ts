import { randomInt } from 'node:crypto'
import type * as Otp from 'otplib'
import { openSecret, sealSecret } from '../fields/other/secret-key.ts'
import type { Clock } from '../kernel/clock.ts'
import { lazyModule } from '../kernel/lazy-module.ts'
import type { Database } from '../storage/database.ts'
import { findTotp, saveRecoveryCodes, saveTotp, useRecoveryCode, useTotpStep } from '../storage/sign-in/second-factors.ts'
import { hashToken } from '../storage/sign-in/token.ts'
import { alreadyThere } from './errors.ts'

const otp = lazyModule<typeof Otp>('otplib')
const ISSUER = 'Mortise'
const SEALED_AS = 'totp'
/** A code is good for its half minute, and the one before and after: clocks differ. */
const TOLERANCE_SECONDS = 30
const CODES = 10
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

interface CodeContext {
  database: Database
  clock: Clock
}

/** Makes a secret for a code app, not confirmed yet. Throws ALREADY_THERE where one is. */
export async function beginTotp(database: Database, user: { userId: string; username: string }): Promise<{ secret: string; uri: string }> {
  const secret = otp().generateSecret()
  if (!(await saveTotp(database, { userId: user.userId, secret: sealSecret(secret, SEALED_AS) }))) throw alreadyThere()
  return { secret, uri: otp().generateURI({ issuer: ISSUER, label: user.username, secret }) }
}

/** Whether an account asks for a second factor. */
export async function hasTotp(database: Database, userId: string): Promise<boolean> {
  return ((await findTotp(database, userId))?.confirmedAt ?? null) !== null
}

/** Whether a code of the app is right; each one works once. `confirmed` false: for the first code of a new app. */
export async function takeTotpCode(
  { database, clock }: CodeContext,
  { userId, code, confirmed }: { userId: string; code: string; confirmed: boolean },
): Promise<boolean> {
  const totp = await findTotp(database, userId)
  if (!totp || (totp.confirmedAt !== null) !== confirmed) return false
  const token = code.normalize('NFKC').replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return false
  const epoch = Math.floor(clock.now().getTime() / 1000)
  const result = otp().verifySync({ secret: openSecret(totp.secret, SEALED_AS), token, epoch, epochTolerance: TOLERANCE_SECONDS })
  return result.valid && 'timeStep' in result && (await useTotpStep(database, { userId, step: result.timeStep }))
}

/** Uses a recovery code up; each one works once. */
export async function takeRecoveryCode({ database }: CodeContext, { userId, code }: { userId: string; code: string }): Promise<boolean> {
  const hasApp = await hasTotp(database, userId)
  return hasApp && (await useRecoveryCode(database, { userId, hash: hashOf(userId, code) }))
}

/** Makes new recovery codes, shown once; the ones before are good no more. */
export async function makeRecoveryCodes(database: Database, userId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () =>
    Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)])
      .join('')
      .replace(/^.{5}/, '$&-'),
  )
  await saveRecoveryCodes(database, { userId, hashes: codes.map((code) => hashOf(userId, code)) })
  return codes
}

/** 49 random bits: too many to be tried, and not worth a slow hash. */
function hashOf(userId: string, code: string): Buffer {
  return hashToken(`${userId} ${code.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '')}`)
}
