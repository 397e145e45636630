import path from 'node:path';

/** Electron's `userData` of the window, so that both see the same profiles. */
export function defaultDataDirectory(
  platform: NodeJS.Platform,
  home: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const name = 'Sealpost';
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', name);
  if (platform === 'win32') return path.join(environment.APPDATA ?? path.join(home, 'AppData', 'Roaming'), name);
  return path.join(environment.XDG_CONFIG_HOME ?? path.join(home, '.config'), name);
}
