const id = { type: 'string', maxLength: 60 } as const
const password = { type: 'string', maxLength: 1000 } as const
const token = { type: 'string', minLength: 20, maxLength: 200 } as const
const code = { type: 'string', maxLength: 40 } as const
/** What the browser's authenticator made: checked by the library that reads it. */
const response = {
  type: 'object',
  required: ['id', 'rawId', 'response', 'type'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', maxLength: 2_000 },
    rawId: { type: 'string', maxLength: 2_000 },
    type: { const: 'public-key' },
    authenticatorAttachment: { type: ['string', 'null'], maxLength: 40 },
    clientExtensionResults: { type: 'object' },
    response: {
      type: 'object',
      required: ['clientDataJSON'],
      additionalProperties: false,
      properties: {
        clientDataJSON: { type: 'string', maxLength: 10_000 },
        attestationObject: { type: 'string', maxLength: 50_000 },
        authenticatorData: { type: 'string', maxLength: 10_000 },
        signature: { type: 'string', maxLength: 10_000 },
        userHandle: { type: ['string', 'null'], maxLength: 1_000 },
        transports: { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 40 } },
        publicKeyAlgorithm: { type: 'number' },
        publicKey: { type: ['string', 'null'], maxLength: 10_000 },
      },
    },
  },
} as const

const object = <Properties extends object, Required extends (keyof Properties & string)[]>(properties: Properties, required: Required) =>
  ({ type: 'object', additionalProperties: false, required, properties }) as const

/** {name, password, code?} */
export const credentialsBody = object({ name: { type: 'string', maxLength: 320 }, password, code }, ['name', 'password'])
/** {challenge, code} */
export const codeBody = object({ challenge: token, code }, ['challenge', 'code'])
/** {challenge, response} */
export const passkeyBody = object({ challenge: token, response }, ['challenge', 'response'])
/** {challenge, name, response} */
export const newPasskeyBody = object({ challenge: token, name: { type: 'string', minLength: 1, maxLength: 100 }, response }, ['challenge', 'name', 'response'])
/** {name} */
export const forgottenBody = object({ name: { type: 'string', minLength: 1, maxLength: 320 } }, ['name'])
/** {token} */
export const linkBody = object({ token }, ['token'])
/** {token, password} */
export const resetBody = object({ token, password }, ['token', 'password'])
/** {current?} */
export const currentBody = object({ current: password }, [])
/** {current?, password} */
export const passwordBody = object({ current: password, password }, ['password'])
/** {code} */
export const confirmBody = object({ code }, ['code'])
/** {name, expiresAt?, readOnly?, modules?} */
export const tokenBody = object(
  {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    expiresAt: { type: ['string', 'null'], format: 'date-time' },
    readOnly: { type: 'boolean' },
    modules: { type: ['array', 'null'], minItems: 1, maxItems: 100, uniqueItems: true, items: { type: 'string', maxLength: 40 } },
  },
  ['name'],
)
/** {user, reason} */
export const impersonationBody = object({ user: id, reason: { type: 'string', minLength: 3, maxLength: 500 } }, ['user', 'reason'])
/** {password: {minLength, minScore, history}} */
export const settingsBody = object(
  {
    password: object(
      {
        minLength: { type: 'integer', minimum: 8, maximum: 64 },
        minScore: { type: 'integer', minimum: 0, maximum: 4 },
        history: { type: 'integer', minimum: 0, maximum: 24 },
      },
      ['minLength', 'minScore', 'history'],
    ),
  },
  ['password'],
)
