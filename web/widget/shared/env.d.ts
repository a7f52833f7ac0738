interface ImportMetaEnv {
  /** A hash of the widget's sources, put in by vite.config.ts. */
  readonly PANEL_VERSION: string
}
