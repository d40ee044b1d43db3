import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { scriptFonts } from './fonts/script-fonts.ts';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), scriptFonts()],
  build: {
    outDir: '../dist/card-site',
    emptyOutDir: true,
    target: 'chrome140',
    modulePreload: false, // its polyfill would be an inline script, which the page's CSP refuses
    assetsInlineLimit: 0, // the CSP knows no data: URLs, so every font stays a file
    rolldownOptions: { checks: { pluginTimings: false } }, // reading 900 font files takes seconds, and may
    cssCodeSplit: false, // one style sheet: the first card of any template needs no further request for its style
  },
});
