# Sourced by `up`, `argo-up` and `down`. Needs $state, the state folder.

# alive NAME: whether the process that was started as NAME still runs (and its number was not given to another).
alive() {
  local pid; pid=$(cat "$state/pid/$1" 2>/dev/null) || return 1
  [ "$(cat "/proc/$pid/environ" 2>/dev/null | tr '\0' '\n' | sed -n 's/^CONTROL_PLANE_PROCESS=//p')" = "$state/$1" ]
}

# start NAME "PORT..." COMMAND...: starts COMMAND in the background, unless it runs already.
start() {
  local name=$1 ports=$2 port; shift 2
  alive "$name" && return
  for port in $ports; do refuse_busy "$port" "$name"; done
  CONTROL_PLANE_PROCESS=$state/$name setsid "$@" >>"$state/log/$name.log" 2>&1 </dev/null &
  local pid=$!
  echo $pid >"$state/pid/$name"
  until alive "$name" || ! kill -0 $pid 2>/dev/null; do sleep 0.02; done
}

refuse_busy() { # PORT FOR
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null || return 0
  local holder; holder=$(ss -Hltnp "sport = :$1" 2>/dev/null | sed -n 's/.*users:((\("[^"]*"\),pid=\([0-9]*\).*/ by \1 (pid \2)/p' | head -1)
  echo "port $1, wanted for $2, is in use$holder; end that process or choose another port with --port" >&2
  exit 1
}

# wait_for SECONDS NAME COMMAND...: until COMMAND succeeds; fails at once when the process NAME has ended.
wait_for() {
  local deadline=$((SECONDS + $1)) name=$2; shift 2
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS > deadline)) || { [ -f "$state/pid/$name" ] && ! alive "$name"; }; then
      echo "$name did not come up; the end of $state/log/$name.log:" >&2
      tail -n 5 "$state/log/$name.log" >&2 || true
      exit 1
    fi
    sleep 0.2
  done
}

# stop NAME...: in this order, gently, then for good.
stop() {
  local name pid
  for name in "$@"; do
    if alive "$name"; then
      pid=$(cat "$state/pid/$name")
      kill -TERM "$pid" 2>/dev/null || true
      for _ in $(seq 50); do alive "$name" || break; sleep 0.1; done
      ! alive "$name" || kill -KILL "$pid" 2>/dev/null || true
    fi
    rm -f "$state/pid/$name"
  done
}
