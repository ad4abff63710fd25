/** In a file of its own, so that it becomes a chunk of its own. */
export { darkTheme } from 'naive-ui'
