import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBuilt } from '../build/ensure-built.ts';
import { APP_PARTS } from '../build/targets.ts';
import { ROOT } from '../support/paths.ts';
import { provisionElectron } from '../support/provision.ts';
import { attach } from '../support/run-process.ts';
import { say } from '../support/say.ts';
import { type Display, hasDisplay, openDisplay } from '../system/display.ts';
import { encodePng } from '../system/png.ts';
import { sandboxArguments, whySandboxIsOff } from '../system/sandbox.ts';
import { decodeXwd } from '../system/xwd.ts';

interface StartOptions {
  /** Where to save a picture of the virtual screen, and end; null to run until the app is quit. */
  readonly screenshot: string | null;
  /** Arguments for the app itself. */
  readonly appArguments: readonly string[];
}

const FIRST_LOOK_MS = 1_000;
const SCREENSHOT_TIMEOUT_MS = 60_000;
const SETTLED_LOOKS = 3;

function parseArguments(args: readonly string[]): StartOptions {
  const at = args.indexOf('--screenshot');
  const file = at === -1 ? undefined : args[at + 1];
  if (at === -1) return { screenshot: null, appArguments: args };
  if (file === undefined) throw new Error('--screenshot needs a file name: npm start -- --screenshot window.png');
  return { screenshot: resolve(file), appArguments: [...args.slice(0, at), ...args.slice(at + 2)] };
}

/** Waits until something has been drawn and the picture no longer changes, then saves it. */
async function saveScreenshot(framebuffer: string, file: string, signal: AbortSignal): Promise<void> {
  let previous: Buffer = Buffer.alloc(0);
  let unchanged = 0;
  for (let waited = 0; waited < SCREENSHOT_TIMEOUT_MS && unchanged < SETTLED_LOOKS; waited += FIRST_LOOK_MS) {
    await sleep(FIRST_LOOK_MS, undefined, { signal });
    const now = await readFile(framebuffer);
    const { rgb } = decodeXwd(now);
    const drawn = rgb.some((byte) => byte !== rgb[0]);
    unchanged = drawn && now.equals(previous) ? unchanged + 1 : 0;
    previous = now;
  }
  const { width, height, rgb } = decodeXwd(await readFile(framebuffer));
  await writeFile(file, encodePng(width, height, rgb));
  say(`The picture is in ${file}`);
}

function sayHowToLook(display: Display): void {
  if (display.framebuffer === null) return;
  say(
    [
      `There is no display here: Sealpost runs on a virtual one (${display.env.DISPLAY}).`,
      '  To see a picture of it:   npm start -- --screenshot window.png',
      `  To watch and use it:      XAUTHORITY=${display.env.XAUTHORITY} x11vnc -localhost -display ${display.env.DISPLAY}`,
      '  To end it:                Ctrl+C',
    ].join('\n'),
  );
}

/** A bare machine has no session bus and no graphics card: Chromium's complaints about that help nobody. */
function quiet(display: Display): readonly string[] {
  return display.framebuffer === null ? [] : ['--log-level=3'];
}

async function launch(options: StartOptions, display: Display): Promise<number> {
  const runtime = await provisionElectron();
  const reason = whySandboxIsOff(runtime);
  if (reason !== null) say(reason);
  const args = [...sandboxArguments(runtime), ...quiet(display), ROOT, ...options.appArguments];
  const env = { ...process.env, ...display.env };
  if (options.screenshot === null) {
    sayHowToLook(display);
    return attach(runtime.executable, args, { env });
  }
  if (display.framebuffer === null) throw new Error('--screenshot is for machines without a display.');
  const stop = new AbortController();
  const gone = new AbortController();
  const app = attach(runtime.executable, args, { env }, stop.signal).finally(() => gone.abort());
  try {
    await saveScreenshot(display.framebuffer, options.screenshot, gone.signal);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
    say('The app ended before there was anything to see.');
    return (await app) || 1;
  } finally {
    stop.abort();
    await app;
  }
  return 0;
}

/**
 * `npm start [-- ARGUMENTS]`: provides what is missing, builds what has changed, and opens the app; the arguments
 * are the app's, but for `--screenshot FILE`.
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const options = parseArguments(args);
    const virtual = !hasDisplay();
    await Promise.all([provisionElectron(), ensureBuilt(APP_PARTS)]);
    const display = await openDisplay();
    try {
      return await launch(options, display);
    } finally {
      if (virtual) await display.close();
    }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
