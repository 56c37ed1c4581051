/** Sheets by tag, and how each is loaded. */
export const sheets = {
  'impasto-settings': () => import('../settings/settings'),
  'impasto-styles': () => import('../styles/styles'),
  'impasto-mixer': () => import('../styles/mixer'),
  'impasto-help': () => import('../help/help'),
  'impasto-welcome': () => import('../help/welcome'),
} as const;
export type SheetName = keyof typeof sheets;
