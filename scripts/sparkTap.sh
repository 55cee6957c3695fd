#!/bin/sh
# The course's name of `tap run`.
exec "$(dirname -- "$0")/../bin/tap" run "$@"
