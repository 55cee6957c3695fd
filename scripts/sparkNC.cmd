@echo off
rem The name in the course of "tap nc".
"%~dp0..\bin\tap.cmd" nc %*
