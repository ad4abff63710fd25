import type { Label } from '../../contract/label.ts'
import type { ModuleModel, RecordAction } from '../../contract/model.ts'
import type { JsonSchema } from '../../fields/field-type.ts'

/** What an operation is about, where it is about a module. */
export interface ModuleSubject {
  module: ModuleModel
  /** Of its schemas. */
  name: string
  /** Of the module on the other side of a relation. */
  otherName?: string
}

/** What the document says of one route beyond what the route declares itself (its query, its body, who may use it). */
export interface RouteDescription {
  /** Of the operation; with the keys of module and relation where there are such. */
  id: string
  /** `{one}`, `{many}` and `{relation}` are filled in. */
  summary: Label
  tag?: Label
  /** The actor needs one of these for the module. */
  needs?: RecordAction[]
  status?: number
  /** What is answered as JSON; null for an answer without a body. */
  answer?: JsonSchema | ((subject: ModuleSubject) => JsonSchema) | null
  /** Another kind of answer: its media type. */
  media?: string
  /** Says more of the body than the schema by which the route checks it. */
  body?: (subject: ModuleSubject) => JsonSchema
  /** A form with one file. */
  upload?: boolean
  /** Request headers. */
  takes?: ('If-Match' | 'Idempotency-Key')[]
  /** Besides 400, 401, 404 and 422. */
  failures?: number[]
}
