# Sourced by the scripts beside it.

# need COMMAND PACKAGE: goes on when COMMAND is there; else installs Debian's PACKAGE as root, or says what to install.
need() {
  command -v "$1" >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing Debian's package $2 for $1" >&2
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$2"; } >&2 || true
    command -v "$1" >/dev/null && return
  fi
  echo "$1 is missing: install Debian's package $2 (apt-get install $2) and try again" >&2
  exit 1
}
