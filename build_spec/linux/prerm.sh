#!/bin/sh
# Before files go: the program must not be running.
set -e
[ "$$1" = remove ] || exit 0
if [ -n "$$(find /proc/[0-9]*/exe -maxdepth 0 -lname "$program" 2>/dev/null)" ]; then
  echo "“$title”正在运行。请先退出程序，再卸载。" >&2
  exit 1
fi
exit 0
