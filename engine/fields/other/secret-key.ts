import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

let secretKey: Uint8Array | null = null

/** Sets the key of all secret fields: 32 bytes, from the installation's configuration. null forgets it (tests). */
export function setSecretKey(key: Uint8Array | null): void {
  if (key !== null && key.length !== 32) throw new RangeError('The key of secret fields must have 32 bytes.')
  secretKey = key === null ? null : Uint8Array.from(key)
}

export function hasSecretKey(): boolean {
  return secretKey !== null
}

/** Encrypts with AES-256-GCM, bound to the field's key: `v1.<nonce>.<tag>.<text>` in base64url. */
export function sealSecret(text: string, fieldKey: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', needKey(), nonce).setAAD(Buffer.from(fieldKey))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return ['v1', ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
}

/** The text of what sealSecret made. Throws where the key is another, the field is another, or a bit was changed. */
export function openSecret(sealed: string, fieldKey: string): string {
  const [version, ...parts] = sealed.split('.')
  const [nonce, tag, text] = parts.map((part) => Buffer.from(part, 'base64url'))
  if (version !== 'v1' || !nonce || !tag || !text) throw new RangeError('Not a sealed secret.')
  const decipher = createDecipheriv('aes-256-gcm', needKey(), nonce, { authTagLength: 16 }).setAAD(Buffer.from(fieldKey)).setAuthTag(tag)
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
}

function needKey(): Uint8Array {
  if (secretKey === null) throw new Error('The key of secret fields is not set.')
  return secretKey
}
