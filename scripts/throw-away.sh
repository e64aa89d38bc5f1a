# What throw-away servers have in common: with-postgres and with-mariadb read it.

# Where the server's folder stands: in memory where there is room and nothing has to last (`durable`). A short path: a socket's may not be
# longer than 107 bytes.
place() {
  local free
  free=$(df --output=avail -B1M /dev/shm 2>/dev/null | tail -n 1) || free=0
  if [ "$durable" = no ] && [ "${free:-0}" -ge 6144 ] && [ -w /dev/shm ]; then echo /dev/shm; else echo /tmp; fi
}

# Outside the range from which outgoing connections take theirs, so that a chosen port seldom is taken.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}
