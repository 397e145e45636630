import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { MENU_COMMANDS, type MenuCommand } from '../../src-shared/ipc/commands.ts';
import type { Texts } from './texts.ts';

export interface MenuPorts {
  readonly texts: Texts;
  readonly devTools: boolean;
  readonly command: (name: MenuCommand) => void;
  readonly licence: () => void;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The application menu by the habits of the platform: settings and quit stand in the first menu of macOS. */
export function menuTemplate(ports: MenuPorts, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const { texts, command } = ports;
  const mac = platform === 'darwin';
  const item = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => command(name),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const settings = item(texts.settings, MENU_COMMANDS.settings, 'CmdOrCtrl+,');
  const first: MenuItemConstructorOptions = {
    label: app.name,
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit', label: texts.quit },
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: texts.file,
    submenu: [
      item(texts.newPackage, MENU_COMMANDS.compose, 'CmdOrCtrl+N'),
      item(texts.sync, MENU_COMMANDS.sync),
      separator,
      item(texts.newWindow, MENU_COMMANDS.switchProfile),
      item(texts.lock, MENU_COMMANDS.lock, 'CmdOrCtrl+Shift+L'),
      separator,
      ...(mac ? [{ role: 'close' } as const] : [settings, separator, { role: 'quit', label: texts.quit } as const]),
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: texts.view,
    submenu: [
      item(texts.palette, MENU_COMMANDS.palette, 'CmdOrCtrl+K'),
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      // SECURITY: S20. Not in a packaged build; there the pages have no tools to toggle either.
      ...(ports.devTools ? [separator, { role: 'toggleDevTools' } as const] : []),
    ],
  };
  const help: MenuItemConstructorOptions = {
    role: 'help',
    label: texts.help,
    submenu: [item(texts.shortcuts, MENU_COMMANDS.shortcuts), { label: texts.licence, click: ports.licence }],
  };
  return [
    ...(mac ? [first] : []),
    file,
    { role: 'editMenu', label: texts.edit },
    view,
    { role: 'windowMenu', label: texts.window },
    help,
  ];
}

export function setMenu(ports: MenuPorts): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(ports, process.platform)));
}
