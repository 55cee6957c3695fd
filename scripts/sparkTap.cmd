@echo off
rem The name in the course of "tap run".
"%~dp0..\bin\tap.cmd" run %*
