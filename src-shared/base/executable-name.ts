/** Types that run, install, mount or script when opened on some platform: opening one needs a warning. */
const EXECUTABLE = new Set(
  [
    // Windows: programs, installers, scripts, shortcuts, settings
    'exe com bat cmd pif scr cpl dll ocx sys drv msi msp mst msix msixbundle appx appxbundle appinstaller gadget',
    'ps1 ps1xml ps2 psc1 psd1 psm1 cdxml vb vbe vbs js jse mjs cjs ws wsc wsf wsh sct hta shb shs msh msc msu',
    'lnk url scf reg inf ins isp job library-ms search-ms searchconnector-ms settingcontent-ms theme themepack',
    'application appref-ms chm hlp diagcab iso img vhd vhdx wim xbap website rdp wll xll',
    // macOS
    'app action command tool workflow terminal pkg mpkg dmg osx scpt scptd applescript fileloc inetloc webloc',
    'dylib kext prefpane saver mobileconfig',
    // Linux and scripts anywhere
    'sh bash zsh csh tcsh ksh fish run elf so appimage deb rpm snap flatpakref flatpak desktop service',
    'py pyc pyw pyz pyzw pl pm rb php phar lua tcl awk jar jnlp class groovy ipa apk xapk',
    // Documents that carry macros
    'docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm ade adp accde accdr mde slk iqy',
  ].flatMap((line) => line.split(' ')),
);

/** Read and run by a shell, a desktop or an editor from the folder where they lie; some hide their name from lists. */
const STARTS_BY_ITSELF = new Set(
  [
    '.profile .login .logout .bashrc .bash_profile .bash_login .bash_logout .bash_aliases .zshrc .zshenv .zprofile',
    '.zlogin .zlogout .cshrc .tcshrc .kshrc .inputrc .xprofile .xinitrc .xsession .xsessionrc .xserverrc .envrc',
    '.vimrc .exrc .emacs .gdbinit .lldbinit .gitconfig .npmrc .pythonrc .rhosts .pam_environment authorized_keys',
    'autorun.inf desktop.ini folder.htt',
  ].flatMap((line) => line.split(' ')),
);

/** Judges by the whole name, or the last extension, case-insensitively, of a name that `safeName` has made safe. */
export function isExecutableName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  if (STARTS_BY_ITSELF.has(name.slice(name.lastIndexOf('/') + 1).toLowerCase())) return true;
  return dot >= 0 && EXECUTABLE.has(name.slice(dot + 1).toLowerCase());
}
