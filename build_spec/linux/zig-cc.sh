#!/bin/sh
# A C compiler for configure and make: zig, aiming at the C library of the oldest system we promise.
# Nothing of the build machine's own headers and libraries may get in.
for one; do
  shift
  case $one in
    -I/usr/* | -L/usr/* | -L/lib/*) continue ;;
    -Wl,-h*) one="-Wl,-soname,${one#-Wl,-h}" ;;
  esac
  set -- "$@" "$one"
done
exec "$CADRE_ZIG" cc -target x86_64-linux-gnu.2.28 -Wno-date-time -Wno-unused-command-line-argument "$@"
