; The installer for Windows, by Inno Setup 6, from the bundle that build.py made:
;   iscc /DVersion=0.1.0 /DBundle=dist\skinseg-desktop build_scripts\packaging\skinseg-desktop.iss
; Installs for the person who starts it and asks for no rights; /ALLUSERS installs for everybody. Uninstalling takes away
; what was installed and leaves settings, models and projects, which lie elsewhere.

#ifndef Version
  #error Give /DVersion=
#endif
#ifndef Bundle
  #define Bundle "..\..\dist\skinseg-desktop"
#endif

[Setup]
; The version is part of the identity: two versions side by side work.
AppId=skinseg-desktop-{#Version}
AppName=Skinseg Desktop
AppVersion={#Version}
AppVerName=Skinseg Desktop {#Version}
AppPublisher=Skinseg Desktop contributors
DefaultDirName={autopf}\Skinseg Desktop {#Version}
DefaultGroupName=Skinseg Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile={#Bundle}\LICENSE
OutputBaseFilename=skinseg-desktop-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
UninstallDisplayIcon={app}\skinseg-desktop.exe

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "pt_BR"; MessagesFile: "compiler:Languages\BrazilianPortuguese.isl"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\Skinseg Desktop {#Version}"; Filename: "{app}\skinseg-desktop.exe"

[Run]
Filename: "{app}\skinseg-desktop.exe"; Description: "{cm:LaunchProgram,Skinseg Desktop}"; Flags: nowait postinstall skipifsilent
