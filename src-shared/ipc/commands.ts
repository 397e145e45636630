/** Names that a `command` event can carry: what menus ask of the renderer's registry. */
export const MENU_COMMANDS = {
  compose: 'compose',
  palette: 'palette',
  settings: 'settings',
  shortcuts: 'shortcuts',
  sync: 'sync',
  lock: 'lock',
  switchProfile: 'switchProfile',
  /** The page crashed and was loaded anew: say so, once. */
  reloaded: 'reloaded',
} as const;
export type MenuCommand = (typeof MENU_COMMANDS)[keyof typeof MENU_COMMANDS];
