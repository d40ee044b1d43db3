/** The fonts of the bench's cards, written by site.ts before each build. */
declare module 'edgecard-bench/fonts.css';
