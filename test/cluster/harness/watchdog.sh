#!/bin/sh
# Clears up after a harness that died without stopping its processes (SIGKILL, Ctrl-C, a crash).
#
#   $1     the folder to remove
#   stdin  "started PID" and "ended PID", one line each; its end means that the harness is gone
#
# The harness leads the other end of a pipe that no other process holds, so the kernel closes it
# however the harness ends. SIGKILL at once: nobody will look at the data again, and an API server
# that is asked politely hangs when its etcd is gone.
trap '' INT TERM HUP

folder=$1
running=

while read -r change pid; do
  case $change in
    started) running="$running $pid" ;;
    ended)
      others=
      for each in $running; do
        [ "$each" = "$pid" ] || others="$others $each"
      done
      running=$others
      ;;
  esac
done

for pid in $running; do
  kill -KILL "$pid" 2>/dev/null
done

# a process that is just dying may still write a file
tries=0
until rm -rf "$folder" 2>/dev/null || [ "$tries" -ge 50 ]; do
  tries=$((tries + 1))
  sleep 0.1
done
