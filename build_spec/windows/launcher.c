/* The Windows program: loads the bundled Python and runs the package cadre_desktop in it.
 *
 * Compiled twice: cadre-desktop.exe has no console (the window), cadre-desktop-console.exe has one (the command line).
 * Nothing is looked up outside the program's own folder.
 */
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>
#include <shellapi.h>

#define LONGEST 32767
#define TITLE L"\u5e72\u90e8\u7eaa\u5b9e\u6863\u6848" /* 干部纪实档案 */
/* 程序文件不完整，请重新安装；数据不受影响。 */
#define INCOMPLETE L"\u7a0b\u5e8f\u6587\u4ef6\u4e0d\u5b8c\u6574\uff0c\u8bf7\u91cd\u65b0\u5b89\u88c5\uff1b\u6570\u636e\u4e0d\u53d7\u5f71\u54cd\u3002"
/* 程序所在的路径太长，请移到较短的文件夹里。 */
#define TOO_LONG L"\u7a0b\u5e8f\u6240\u5728\u7684\u8def\u5f84\u592a\u957f\uff0c\u8bf7\u79fb\u5230\u8f83\u77ed\u7684\u6587\u4ef6\u5939\u91cc\u3002"

typedef int (*Run)(int, wchar_t **);

static int give_up(const wchar_t *words)
{
#ifdef CONSOLE
    fwprintf(stderr, L"%ls\n", words);
#else
    MessageBoxW(NULL, words, TITLE, MB_ICONERROR);
#endif
    return 3;
}

static int start(int count, wchar_t **given)
{
    static wchar_t folder[LONGEST], library[LONGEST];
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST - 64);
    wchar_t *last = length ? wcsrchr(folder, L'\\') : NULL;
    if (!last || length >= LONGEST - 64)
        return give_up(TOO_LONG);
    *last = 0;
    swprintf(library, LONGEST, L"%ls\\runtime\\python311.dll", folder);
    SetDllDirectoryW(L""); /* no library from the current folder */
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    Run run = python ? (Run)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!run)
        return give_up(INCOMPLETE);
    wchar_t **all = calloc(count + 6, sizeof *all);
    if (!all)
        return give_up(INCOMPLETE);
    int n = 0;
    all[n++] = given[0];
    all[n++] = L"-X";
    all[n++] = L"utf8";
    all[n++] = L"-m";
    all[n++] = L"cadre_desktop";
    for (int i = 1; i < count; i++)
        all[n++] = given[i];
    return run(n, all);
}

#ifdef CONSOLE
int wmain(int count, wchar_t **given)
{
    return start(count, given);
}
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int shown)
{
    int count = 0;
    wchar_t **given = CommandLineToArgvW(GetCommandLineW(), &count);
    (void)self, (void)before, (void)line, (void)shown;
    return given ? start(count, given) : 3;
}
#endif
