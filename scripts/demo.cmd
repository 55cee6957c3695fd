@echo off
where node >nul 2>nul || (echo tapstream needs Node.js 20.19 or newer, and there is no node on the PATH. 1>&2 & exit /b 3)
node "%~dp0start.cjs" demo %*
