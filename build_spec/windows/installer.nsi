; 干部纪实档案的 Windows 安装程序（NSIS 3，Unicode）。
; makensis 的参数：VERSION、STAGE（程序文件夹）、OUTFILE、SIZE_KB（装好后的大小）、TARGET（可选）。
; 开关：/S 静默；/ALLUSERS 装给所有用户（要管理员）；/D=目录（必须是最后一个，不加引号）。
; 退出码：0 装好；1 取消；3 系统不支持；4 程序正在运行；5 已装有较新版本；6 磁盘空间不足；7 没有权限；8 文件没有写成。
Unicode true
!ifdef TARGET
  Target ${TARGET} ; 64-bit where this NSIS has it
!endif
CRCCheck force
SetCompressor /SOLID lzma
SetCompressorDictSize 32
AllowSkipFiles off
ManifestDPIAware true
RequestExecutionLevel user
BrandingText " "
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "WordFunc.nsh"
!include "nsDialogs.nsh"
!include "x64.nsh"

!define TITLE "干部纪实档案"
!define FOLDER "CadreDesktop"
!define EXE "cadre-desktop.exe"
!define EXTENSION ".cadrepkg"
!define TYPE "CadreDesktop.Package"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${FOLDER}"
!define UNTOUCHED "程序和数据都没有改动。"
!define /math NEED_KB ${SIZE_KB} + 20480

Name "${TITLE}"
Caption "${TITLE} ${VERSION} 安装"
OutFile "${OUTFILE}"
InstallDir ""
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!define MUI_ICON "${STAGE}\cadre-desktop.ico"
!define MUI_UNICON "${STAGE}\cadre-desktop.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_WELCOMEPAGE_TEXT "将安装 ${TITLE} ${VERSION}。已有的数据会保留。$\r$\n$\r$\n请先退出正在运行的程序，再点“下一步”。"
!insertmacro MUI_PAGE_WELCOME
Page custom ChooseUsers TakeUsers
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将卸载 ${TITLE}。数据文件夹不会删除。"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

Var AllUsers
Var IsAdmin
Var Everybody

; Says why nothing is done and leaves.  A silent run writes the sentence nowhere but its exit status tells.
!macro GiveUp code words
  MessageBox MB_OK|MB_ICONSTOP "${words}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

!macro ReadSwitches
  StrCpy $IsAdmin 0
  UserInfo::GetAccountType
  Pop $R1
  ${If} $R1 == "Admin"
    StrCpy $IsAdmin 1
  ${EndIf}
  StrCpy $AllUsers 0
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
  SetRegView 64
!macroend

!macro UseContext
  ${If} $AllUsers == 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

; Where an earlier version lies, else the usual place.
!macro FindFolder
  ReadRegStr $INSTDIR SHCTX "${UNINSTALL}" "InstallLocation"
  ${If} $INSTDIR == ""
    ${If} $AllUsers == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\${FOLDER}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${FOLDER}"
    ${EndIf}
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro GiveUp 3 "本程序只支持 64 位的 Windows 10 / 11。"
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    !insertmacro GiveUp 3 "本程序需要 Windows 10（1809）或更新的系统。"
  ${EndIf}
  !insertmacro ReadSwitches
  ${If} $AllUsers == 1
  ${AndIf} $IsAdmin == 0
    !insertmacro GiveUp 7 "装给所有用户需要管理员权限：请用右键“以管理员身份运行”。${UNTOUCHED}"
  ${EndIf}
  !insertmacro UseContext
  ${If} $INSTDIR == ""
    !insertmacro FindFolder
  ${EndIf}
FunctionEnd

Function ChooseUsers
  ${If} $IsAdmin == 0
    Abort ; only an administrator has the choice
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "装给谁用" "每个人的数据都在各自的数据文件夹里。"
  nsDialogs::Create 1018
  Pop $R0
  ${NSD_CreateRadioButton} 0 10u 100% 12u "只给我自己用"
  Pop $R1
  ${NSD_CreateRadioButton} 0 28u 100% 12u "给这台电脑的所有用户用"
  Pop $Everybody
  ${If} $AllUsers == 1
    ${NSD_Check} $Everybody
  ${Else}
    ${NSD_Check} $R1
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function TakeUsers
  ${NSD_GetState} $Everybody $R0
  ${If} $R0 != $AllUsers
    StrCpy $AllUsers $R0
    !insertmacro UseContext
    !insertmacro FindFolder
  ${EndIf}
FunctionEnd

; A running program keeps its file open; writing to it fails.
Function RefuseRunning
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    again:
    ClearErrors
    FileOpen $R0 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "“${TITLE}”正在运行。请先退出程序，再点“重试”。" /SD IDCANCEL IDRETRY again
      SetErrorLevel 4
      Quit
    ${EndIf}
    FileClose $R0
  ${EndIf}
FunctionEnd

Function RefuseOlder
  ReadRegStr $R0 SHCTX "${UNINSTALL}" "DisplayVersion"
  ${If} $R0 != ""
    ${VersionCompare} "$R0" "${VERSION}" $R1
    ${If} $R1 == 1
      !insertmacro GiveUp 5 "本机已装有较新的版本 $R0，不能换成较旧的 ${VERSION}。${UNTOUCHED}"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function RefuseFullDisk
  ${GetRoot} "$INSTDIR" $R0
  ${DriveSpace} "$R0\" "/D=F /S=K" $R1
  ${If} $R1 != ""
  ${AndIf} $R1 < ${NEED_KB}
    IntOp $R2 ${NEED_KB} / 1024
    IntOp $R3 $R1 / 1024
    !insertmacro GiveUp 6 "磁盘空间不足：需要 $R2 MB，$R0 只剩 $R3 MB。${UNTOUCHED}"
  ${EndIf}
FunctionEnd

!macro RemoveProgram
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\cadre_desktop"
  RMDir /r "$INSTDIR\resources"
  RMDir /r "$INSTDIR\LICENSES"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\cadre-desktop-console.exe"
  Delete "$INSTDIR\cadre-desktop.ico"
  Delete "$INSTDIR\package-file.ico"
  Delete "$INSTDIR\sbom.cdx.json"
!macroend

!macro MoveIn name
  Rename "$INSTDIR\new\${name}" "$INSTDIR\${name}"
!macroend

Section "program"
  Call RefuseOlder
  Call RefuseRunning
  Call RefuseFullDisk
  ; Everything is unpacked beside the old version first: what fails until then leaves the old one as it was.
  RMDir /r "$INSTDIR\new"
  ClearErrors
  SetOutPath "$INSTDIR\new"
  ${If} ${Errors}
    !insertmacro GiveUp 7 "没有权限写入 $INSTDIR。${UNTOUCHED}"
  ${EndIf}
  File /r "${STAGE}\*.*"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\new"
    !insertmacro GiveUp 8 "有文件没有写成，可能磁盘已满。${UNTOUCHED}"
  ${EndIf}
  !insertmacro RemoveProgram
  ClearErrors
  !insertmacro MoveIn "runtime"
  !insertmacro MoveIn "lib"
  !insertmacro MoveIn "cadre_desktop"
  !insertmacro MoveIn "resources"
  !insertmacro MoveIn "LICENSES"
  !insertmacro MoveIn "${EXE}"
  !insertmacro MoveIn "cadre-desktop-console.exe"
  !insertmacro MoveIn "cadre-desktop.ico"
  !insertmacro MoveIn "package-file.ico"
  !insertmacro MoveIn "sbom.cdx.json"
  ${If} ${Errors}
    !insertmacro GiveUp 8 "程序文件没有换成，请重新安装一次；数据没有改动。"
  ${EndIf}
  RMDir /r "$INSTDIR\new"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${EXE}"
  CreateShortCut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${EXE}"
  Call Register
SectionEnd

Function Register
  WriteRegStr SHCTX "Software\Classes\${EXTENSION}" "" "${TYPE}"
  WriteRegStr SHCTX "Software\Classes\${TYPE}" "" "干部信息数据包"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\package-file.ico"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\cadre-desktop.ico"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  StrCpy $R0 ""
  ${If} $AllUsers == 1
    StrCpy $R0 " /ALLUSERS"
  ${EndIf}
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"$R0'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S$R0'
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

Function un.onInit
  !insertmacro ReadSwitches
  !insertmacro UseContext
  ClearErrors
  FileOpen $R0 "$INSTDIR\${EXE}" a
  ${If} ${Errors}
  ${AndIf} ${FileExists} "$INSTDIR\${EXE}"
    !insertmacro GiveUp 4 "“${TITLE}”正在运行。请先退出程序，再卸载。"
  ${EndIf}
  FileClose $R0
FunctionEnd

Section "Uninstall"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only when empty: a data folder beside the program stays
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  DeleteRegKey SHCTX "Software\Classes\${TYPE}"
  ReadRegStr $R0 SHCTX "Software\Classes\${EXTENSION}" ""
  ${If} $R0 == "${TYPE}"
    DeleteRegKey SHCTX "Software\Classes\${EXTENSION}"
  ${EndIf}
  DeleteRegKey SHCTX "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
