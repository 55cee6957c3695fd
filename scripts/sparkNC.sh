#!/bin/sh
# The course's name of `tap nc`.
exec "$(dirname -- "$0")/../bin/tap" nc "$@"
