/**
 * Runs inside Electron's main process before the application's own main module, and says on the standard output when
 * its window shows something: `bench ready`, and when it was told to unlock, `bench unlocked <milliseconds>` (until the
 * first rows are painted). `SEALPOST_BENCH` holds `{ready, password, rows, task}`: selectors, a password or null, and null
 * or `{script, open, save}`: what the page is to run, whose answer is `bench result <JSON>`, and the files that a person
 * would choose in the system's dialogs meanwhile.
 */
import process from 'node:process';
import { app, dialog } from 'electron';

const { ready, password, rows, task } = JSON.parse(process.env.SEALPOST_BENCH ?? '{}');

/** Milliseconds from the unlock screen until Unlock is pressed: nobody types a password of twelve characters faster. */
const TYPING = 1_000;

/**
 * A promise, as source for the page: kept when an element is there and has been painted.
 * @param {string} selector
 */
const painted = (selector) => `new Promise((done) => {
  const look = () => document.querySelector(${JSON.stringify(selector)}) === null
    ? setTimeout(look, 2)
    : requestAnimationFrame(() => requestAnimationFrame(() => done()));
  look();
})`;

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    await contents.executeJavaScript(painted(ready));
    process.stdout.write('bench ready\n');
    if (task !== null) {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [task.open] });
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: task.save });
      const result = await contents.executeJavaScript(task.script).catch((error) => ({ failed: String(error) }));
      process.stdout.write(`bench result ${JSON.stringify(result)}\n`);
    }
    if (password === null) return;
    const milliseconds = await contents.executeJavaScript(`(async () => {
      await new Promise((typed) => setTimeout(typed, ${TYPING}));
      const began = performance.now();
      const answer = await sealpost.vaultUnlock({ password: ${JSON.stringify(password)} });
      if (!answer.ok) throw new Error(answer.error.code);
      await ${painted(rows)};
      return performance.now() - began;
    })()`);
    process.stdout.write(`bench unlocked ${milliseconds}\n`);
  });
});
