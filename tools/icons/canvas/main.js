/** A window with nothing in it, whose canvas draws the icons: the same engine that draws the product. */
import { app, BrowserWindow } from 'electron';

void app.whenReady().then(() => new BrowserWindow({ show: false }).loadURL('about:blank'));
