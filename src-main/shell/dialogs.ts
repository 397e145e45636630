import { type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { assertNever } from '../../src-shared/base/assert-never.ts';
import type { ChooseWhat, SaveWhat } from '../ipc/desktop.ts';
import type { Texts } from './texts.ts';

function openOptions(what: ChooseWhat, texts: Texts): OpenDialogOptions {
  switch (what) {
    case 'files':
      return { title: texts.chooseFiles, properties: ['openFile', 'multiSelections'] };
    case 'folder':
      return { title: texts.chooseFolder, properties: ['openDirectory', 'multiSelections'] };
    case 'hub':
      return {
        title: texts.chooseHub,
        buttonLabel: texts.choose,
        properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
      };
    case 'invitation':
      return {
        title: texts.chooseInvitation,
        properties: ['openFile'],
        filters: [{ name: texts.invitationType, extensions: ['sealpost', 'txt'] }],
      };
    case 'people':
      return {
        title: texts.choosePeople,
        properties: ['openFile'],
        filters: [{ name: texts.csvType, extensions: ['csv', 'txt'] }],
      };
    case 'target':
      return {
        title: texts.chooseTarget,
        buttonLabel: texts.save,
        properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
      };
    default:
      return assertNever(what);
  }
}

/** Paths that the person chose; none when they cancelled. */
export async function chooseToOpen(window: BrowserWindow, what: ChooseWhat, texts: Texts): Promise<readonly string[]> {
  const answer = await dialog.showOpenDialog(window, openOptions(what, texts));
  return answer.canceled ? [] : answer.filePaths;
}

function saveOptions(what: SaveWhat, texts: Texts, name: string | undefined): SaveDialogOptions {
  const csv = [{ name: texts.csvType, extensions: ['csv'] }];
  const pdf = [{ name: 'PDF', extensions: ['pdf'] }];
  switch (what) {
    case 'kit':
      return { title: texts.saveKit, defaultPath: texts.kitName, filters: pdf };
    case 'invitation':
      return {
        title: texts.saveInvitation,
        defaultPath: texts.invitationName,
        filters: [{ name: texts.invitationType, extensions: ['sealpost'] }],
      };
    case 'historyJson':
      return {
        title: texts.saveHistory,
        defaultPath: `${texts.historyName}.json`,
        filters: [{ name: 'JSON', extensions: ['json'] }],
      };
    case 'historyPdf':
      return { title: texts.saveHistory, defaultPath: `${texts.historyName}.pdf`, filters: pdf };
    case 'people':
      return { title: texts.savePeople, defaultPath: `${texts.peopleName}.csv`, filters: csv };
    case 'links':
      return { title: texts.saveLinks, defaultPath: `${texts.linksName}.csv`, filters: csv };
    case 'invoice':
      return { title: texts.saveInvoice, ...(name !== undefined && { defaultPath: name }) };
    case 'billing':
      return { title: texts.saveBilling, defaultPath: `${texts.billingName}.csv`, filters: csv };
    case 'licences':
      return { title: texts.saveLicences, defaultPath: `${texts.licencesName}.csv`, filters: csv };
    default:
      return assertNever(what);
  }
}

/** Where the person wants it; null when they cancelled. The dialog has asked before an existing file is replaced. */
export async function chooseToSave(
  window: BrowserWindow,
  what: SaveWhat,
  texts: Texts,
  name?: string,
): Promise<string | null> {
  const answer = await dialog.showSaveDialog(window, saveOptions(what, texts, name));
  return answer.canceled || answer.filePath === '' ? null : answer.filePath;
}
