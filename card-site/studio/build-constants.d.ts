declare global {
  /** Path of the page that draws live cards. Put in by card-site/bundle/make-studio.ts and local/studio/vite.ts. */
  const __FRAME_PAGE__: string;
}

export {};
