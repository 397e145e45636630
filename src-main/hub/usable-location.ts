import path from 'node:path';
import type { HubLocation } from '../../src-shared/protocol/hub-location.ts';

/** Windows: `\\?\`, `\\.\` and `\??\` reach devices and pipes past every rule for paths. */
const DEVICE_SPACE = /^[\\/](?:[\\/][?.]|\?\?)[\\/]/;
/** Windows: `\\host@SSL\share`, `\\host@8080\share` mean WebDAV over the web, and log on to it. */
const WEB_FOLDER = /^[\\/]{2}[^\\/]*@/;
const WINDOWS_UNSEEN = /^[\\/]{2}[^\\/]*[\\/]+(?:davwwwroot|pipe|mailslot)(?:[\\/]|$)/i;

/**
 * SECURITY: S21. May a location that a stranger wrote, in an invitation, be opened at all? A whole path of this system,
 * not one that depends on where the program was started, and on Windows nothing that reaches devices or the web. A
 * share on a server is what most hubs are, and passes.
 */
export function isUsableLocation(location: HubLocation, platform: NodeJS.Platform = process.platform): boolean {
  const { path: folder } = location;
  if (folder.includes('\0')) return false;
  if (platform !== 'win32') return path.posix.isAbsolute(folder);
  if ([DEVICE_SPACE, WEB_FOLDER, WINDOWS_UNSEEN].some((refused) => refused.test(folder))) return false;
  return /^[a-z]:[\\/]/i.test(folder) || /^[\\/]{2}[^\\/]+[\\/]+[^\\/]/.test(folder);
}
