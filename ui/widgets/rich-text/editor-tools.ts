import type { Editor } from '@tiptap/vue-3'
import type { Component } from 'vue'
import IconBold from '~icons/lucide/bold'
import IconCode from '~icons/lucide/code'
import IconHeading from '~icons/lucide/heading'
import IconItalic from '~icons/lucide/italic'
import IconList from '~icons/lucide/list'
import IconListOrdered from '~icons/lucide/list-ordered'
import IconQuote from '~icons/lucide/quote'
import IconRedo from '~icons/lucide/redo-2'
import IconStrike from '~icons/lucide/strikethrough'
import IconTable from '~icons/lucide/table'
import IconUnderline from '~icons/lucide/underline'
import IconUndo from '~icons/lucide/undo-2'

export interface EditorTool {
  /** Also the last part of its words: `widgets.editor.bold`. */
  key: string
  icon: Component
  run(editor: Editor): void
  /** For those that are on or off where the cursor stands. */
  isOn?(editor: Editor): boolean
  mayRun?(editor: Editor): boolean
}

/** What the bar of the editor offers, in groups; links have a control of their own. */
export const TOOL_GROUPS: EditorTool[][] = [
  [
    toggle('bold', IconBold, (editor) => editor.chain().focus().toggleBold().run()),
    toggle('italic', IconItalic, (editor) => editor.chain().focus().toggleItalic().run()),
    toggle('underline', IconUnderline, (editor) => editor.chain().focus().toggleUnderline().run()),
    toggle('strike', IconStrike, (editor) => editor.chain().focus().toggleStrike().run()),
  ],
  [
    {
      key: 'heading',
      icon: IconHeading,
      run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
      isOn: (editor) => editor.isActive('heading'),
    },
    toggle('bulletList', IconList, (editor) => editor.chain().focus().toggleBulletList().run()),
    toggle('orderedList', IconListOrdered, (editor) => editor.chain().focus().toggleOrderedList().run()),
    toggle('blockquote', IconQuote, (editor) => editor.chain().focus().toggleBlockquote().run()),
    toggle('codeBlock', IconCode, (editor) => editor.chain().focus().toggleCodeBlock().run()),
    {
      key: 'table',
      icon: IconTable,
      run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
      mayRun: (editor) => !editor.isActive('table'),
    },
  ],
  [
    { key: 'undo', icon: IconUndo, run: (editor) => editor.chain().focus().undo().run(), mayRun: (editor) => editor.can().undo() },
    { key: 'redo', icon: IconRedo, run: (editor) => editor.chain().focus().redo().run(), mayRun: (editor) => editor.can().redo() },
  ],
]

function toggle(key: string, icon: Component, run: (editor: Editor) => void): EditorTool {
  return { key, icon, run, isOn: (editor) => editor.isActive(key) }
}
