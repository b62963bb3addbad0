@echo off
rem 在 Windows 10/11 上制作并试用安装程序：双击即可，也可以在命令行里运行。
rem 需要：Python 3.11（64 位，安装时勾选 py launcher）和 NSIS 3。第一次要能下载依赖包。
setlocal
chcp 65001 >nul
cd /d "%~dp0..\.."
set PY=py -3.11
%PY% --version >nul 2>nul || set PY=python
%PY% -c "import sys; sys.exit(sys.version_info[:2] != (3, 11) or sys.maxsize < 2**32)" || (
  echo 没有找到 Python 3.11。请先安装 64 位的 Python 3.11，再运行一次。
  goto failed
)
%PY% dev.py package windows || goto failed
set PYTHONPATH=%CD%
set PYTHONUTF8=1
.venv\Scripts\python.exe build_spec\windows\installer_test.py || goto failed
echo.
echo 做好了，并且试装试用都通过：安装程序、便携版和校验和都在 dist 文件夹里。
if not defined CI pause
exit /b 0
:failed
echo.
echo 没有做成，原因见上；每一步的全部输出在 build\logs 里。
if not defined CI pause
exit /b 1
