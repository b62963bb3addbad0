#!/bin/sh
# Before files go: the program must not be running.
set -e
[ "$$1" = remove ] || exit 0
for one in /proc/[0-9]*/exe; do
  if [ "$$(readlink "$$one" 2>/dev/null)" = "$program" ]; then
    echo "“$title”正在运行。请先退出程序，再卸载。" >&2
    exit 1
  fi
done
exit 0
