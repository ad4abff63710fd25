import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import icons from 'unplugin-icons/vite'
import { defineConfig } from 'vitest/config'
import { eagerChunk } from './build/eager-chunk.ts'
import { FROM_THE_SERVER } from './build/from-the-server.ts'
import { lucideIcons } from './build/lucide-icons.ts'
import { pageChunks } from './build/page-chunks.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** `npm run dev` proxies to a server of its own; MORTISE_API names another one. */
const api = process.env.MORTISE_API ?? 'http://127.0.0.1:3000'

export default defineConfig({
  root: here('.'),
  cacheDir: here('../node_modules/.vite/ui'),
  plugins: [
    vue(),
    icons({ compiler: 'vue3', scale: 0, defaultClass: 'icon' }),
    eagerChunk(here('start.ts')),
    lucideIcons({ metadata: [here('../metadata'), here('../engine/metadata'), here('../plugins')] }),
  ],
  // Naive UI brings one along for browsers that are older than what we build for.
  resolve: { alias: { '@juggle/resize-observer': here('build/native-resize-observer.ts') } },
  define: {
    __VUE_OPTIONS_API__: 'true',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'false',
  },
  build: {
    outDir: here('../dist/ui'),
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 700,
    // Fonts and icons stay files of their own, so that the policy for scripts and fonts needs no data: addresses.
    assetsInlineLimit: 0,
    // Left to itself the bundler makes some sixty small files of what every screen shares; these are a few.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the entry itself needs: it must wait for nothing else.
            { name: 'first', test: /ui\/(api\/first-requests|i18n\/(first-locale|texts))|engine\/contract\/label|vite\/preload-helper/, priority: 4 },
            { name: 'vue', test: /node_modules\/(@vue|vue|vue-router|pinia|vue-i18n|@intlify|@vueuse)\//, priority: 3 },
            // What they use of vueuc comes with them; its long lists are for selects alone. The dark theme is fetched by who wants it.
            {
              name: 'naive',
              test: /node_modules\/(naive-ui\/es\/(_internal\/(fade|focus|icon|loading|wave|clear|suffix|icon-switch)|_mixins|_styles|_utils|config-provider|button|input|popover|modal|drawer|scrollbar|card|dialog)|vooks|css-render|@css-render|evtd|seemly|@emotion)\/(?!.*\/dark\.)/,
              priority: 2,
            },
            {
              name: 'shared',
              test: /ui\/(api\/(?!first-requests)|state\/|i18n\/(i18n|use-locale|problem-text)|kit\/(App|Icon|Page|Text|Field|field|Empty|Error|Module|module|Menu|Dropdown|Popover|Avatar|initials|toast|confirm|shortcuts|is-composing))/,
              priority: 1,
            },
            {
              name: pageChunks({
                start: here('start.ts'),
                pages: {
                  list: here('records/list/RecordListPage.vue'),
                  record: here('records/page/RecordPage.vue'),
                  form: here('records/form/RecordFormPage.vue'),
                },
                shared: 'records',
              }),
              includeDependenciesRecursively: false,
              priority: 0,
            },
          ],
        },
      },
    },
  },
  server: { port: 5173, strictPort: false, proxy: { [FROM_THE_SERVER]: { target: api, changeOrigin: false } } },
  test: {
    name: 'ui',
    environment: 'happy-dom',
    include: ['**/*.test.ts'],
    server: { deps: { inline: ['naive-ui', 'vueuc'] } },
  },
})
