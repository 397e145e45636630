/**
 * What Electron's own default application does with `electron FOLDER`, for the fallback runtime, which has none:
 * takes the first argument that is an application folder, gives the process that application's identity, and runs its
 * main module, after those that `-r FILE` names. It lives in the runtime's cache folder only and is never packaged.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** @param {string} argument */
function isApplication(argument) {
  if (argument.startsWith('-')) return false;
  return existsSync(join(argument, 'package.json')) && statSync(argument).isDirectory();
}

for (const [index, option] of process.argv.entries()) {
  const file = process.argv[index + 1];
  if (option === '-r' && file !== undefined) createRequire(import.meta.url)(resolve(file));
}

const argument = process.argv.slice(1).find(isApplication);
if (argument === undefined) {
  process.stderr.write('Usage: electron FOLDER [arguments], where FOLDER holds a package.json.\n');
  app.exit(2);
} else {
  const folder = resolve(argument);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const name = manifest.productName ?? manifest.name;
  process.defaultApp = true;
  app.setName(name);
  app.setVersion(manifest.version);
  app.setAppPath(folder);
  app.setDesktopName(`${manifest.name}.desktop`);
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', join(app.getPath('appData'), name));
  }
  // Awaited at top level on purpose: Electron holds back its `ready` event until this module has run, so the
  // application's own top-level code still comes before `ready`, as it does under the official runtime.
  await import(pathToFileURL(join(folder, manifest.main)).href);
}
