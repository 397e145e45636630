/** An Electron that can be started on this machine. */
export interface ElectronRuntime {
  /** Absolute path of the program to start; its first argument that is a folder is the application to run. */
  readonly executable: string;
  /** Absolute path of the folder that holds the whole distribution. */
  readonly distPath: string;
  /** For example `45.4.1`. */
  readonly version: string;
  /** False for the fallback of fallback-package.ts, which is for development and tests and is never released. */
  readonly official: boolean;
}
