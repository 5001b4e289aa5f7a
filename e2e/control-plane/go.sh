# Sourced by `build` and `build-argo`.

# use_go CACHE: puts a Go that can build the control plane on PATH: the machine's own from 1.26 on, else a fetched one.
use_go() {
  export GOTOOLCHAIN=local GOWORK=off
  local have; have=$(go env GOVERSION 2>/dev/null | sed -n 's/^go\([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
  if [ -n "$have" ] && ((${have% *} > 1 || (${have% *} == 1 && ${have#* } >= 26))); then return; fi
  echo "Go 1.26 is not on PATH; fetching it from the Go module proxy" >&2
  local root; root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
  local go; go=$(PATH=$root/node_modules/.bin:$PATH NODE_USE_ENV_PROXY=1 node --use-system-ca "$root/e2e/control-plane/fetch-go.ts" "$1") || return
  unset GOROOT
  export PATH=$go:$PATH
}
