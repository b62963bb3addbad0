#!/bin/sh
# Before files are laid down: the program must not be running, an older version must not replace a newer one, which
# could no longer open the data, and there must be room for all of them beside the present ones.
set -e
[ "$$1" = install ] || [ "$$1" = upgrade ] || exit 0
if [ -n "$$(find /proc/[0-9]*/exe -maxdepth 0 -lname "$program" 2>/dev/null)" ]; then
  echo "“$title”正在运行。请先退出程序，再安装新版本；程序和数据都没有改动。" >&2
  exit 1
fi
if [ "$$1" = upgrade ] && [ -n "$$2" ] && dpkg --compare-versions "$$2" gt "$version"; then
  echo "本机已装有较新的版本 $$2，不能换成较旧的 $version；程序和数据都没有改动。" >&2
  exit 1
fi
place="$program"
while [ ! -d "$$place" ]; do
  place=$$(dirname "$$place")
done
free=$$(df -k --output=avail "$$place" 2>/dev/null | tail -n 1 | tr -d ' ')
if [ -n "$$free" ] && [ "$$free" -lt $kib ]; then
  echo "磁盘空间不足：需要 $$(($kib / 1024)) MB，$$place 所在的磁盘只剩 $$(($$free / 1024)) MB；程序和数据都没有改动。" >&2
  exit 1
fi
exit 0
