import { type Label, labelIn, type Locale } from '../../contract/label.ts'

/** A text of the document in the reader's language, its `{names}` filled in. */
export function inWords(label: Label, locale: Locale, names: Record<string, string> = {}): string {
  return labelIn(label, locale).replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole)
}

/** Descriptions of query parameters, by their name. */
export const PARAMETER_WORDS: Record<string, Label> = {
  view: {
    en: 'A view of the module, or a saved one by its id: its filter is added, its columns and sort stand where none are given.',
    'zh-CN': '模块视图的键或已保存视图的 id：追加其筛选条件；未指定时使用其列和排序。',
  },
  filter: { en: 'A filter as JSON text.', 'zh-CN': 'JSON 文本形式的筛选条件。' },
  q: {
    en: 'Text that is searched in all searchable fields; of Chinese names also the pinyin.',
    'zh-CN': '在所有可搜索字段中查找的文本；中文名称也可按拼音查找。',
  },
  sort: { en: '`field:desc,other`: up to four fields.', 'zh-CN': '`field:desc,other`：最多四个字段。' },
  fields: { en: 'Names or paths of fields, with commas between.', 'zh-CN': '字段名或路径，以逗号分隔。' },
  limit: { en: 'How many at most.', 'zh-CN': '最多返回的条数。' },
  cursor: { en: '`next` or `previous` of a page of the same list.', 'zh-CN': '同一列表某一页的 `next` 或 `previous`。' },
  count: { en: 'none: no count. capped: exact up to 10,000. exact: always exact.', 'zh-CN': 'none：不计数；capped：一万条以内精确；exact：始终精确。' },
  totals: { en: 'Number fields to sum over all records that match, with commas between.', 'zh-CN': '对所有匹配记录求和的数字字段，以逗号分隔。' },
  modules: { en: 'Keys of modules, with commas between; all if absent.', 'zh-CN': '模块键，以逗号分隔；缺省为全部。' },
  module: { en: 'The key of a module.', 'zh-CN': '模块键。' },
  record: { en: 'The record that holds the file.', 'zh-CN': '持有该文件的记录。' },
  field: { en: 'The field that holds the file.', 'zh-CN': '持有该文件的字段。' },
  after: { en: 'The number of the last row that was read.', 'zh-CN': '已读取的最后一行的行号。' },
}

/** What the usual refusals mean. */
export const FAILURE_WORDS: Record<number, Label> = {
  400: { en: 'The request does not have the right form.', 'zh-CN': '请求格式不正确。' },
  401: { en: 'Not signed in.', 'zh-CN': '未登录。' },
  403: { en: 'Not allowed.', 'zh-CN': '没有权限。' },
  404: { en: 'Not there, or not yours: the same answer.', 'zh-CN': '不存在或无权查看：两者回答相同。' },
  409: { en: 'Changed in the meantime, there already, or in use.', 'zh-CN': '期间已被修改、已存在，或正被引用。' },
  413: { en: 'Too large.', 'zh-CN': '内容过大。' },
  422: { en: 'Some values are not right; `problems` names them all.', 'zh-CN': '部分内容有误；`problems` 列出全部问题。' },
  428: { en: 'Send the version that you saw.', 'zh-CN': '请提供您看到的版本。' },
  503: { en: 'Not ready; try again.', 'zh-CN': '尚未就绪，请稍后重试。' },
}
