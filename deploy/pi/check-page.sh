#!/usr/bin/env bash
# Runs the commands of "How five boards become a network" as they stand in README.md, on one machine: every block that
# names a board runs in that board's home directory. Only what lies outside Carnet is replaced: sudo, systemctl, scp and
# install do their work without root and network, /var/lib/carnet is a directory per board, host names and ports are
# free ports on 127.0.0.1. Needs a build (mvn package). Exit code 0 when every command succeeded.
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
boards=(A B C D E)
keep=no
dir=

usage() {
    echo "Usage: check-page.sh [--keep] [--dir DIR]   (DIR: a new directory, kept; default: a temporary one, removed)"
}

fail() {
    echo "check-page.sh: $1" >&2
    exit 1
}

while [ $# -gt 0 ]; do
    case $1 in
        --keep) keep=yes ;;
        --dir)
            [ $# -ge 2 ] || fail "--dir needs a directory"
            dir=$2
            keep=yes
            shift
            ;;
        -h | --help)
            usage
            exit 0
            ;;
        *)
            usage >&2
            exit 2
            ;;
    esac
    shift
done

if [ -n "$dir" ]; then
    [ ! -e "$dir" ] || fail "$dir exists; name a new directory"
    mkdir -p "$dir"
    work=$(readlink -f "$dir")
else
    work=$(mktemp -d)
fi

# Ends the nodes that were started here, each by its own process id.
cleanup() {
    local status=$? board pid
    for board in "${boards[@]}"; do
        if [ -r "$work/$board/node.pid" ]; then
            pid=$(cat "$work/$board/node.pid")
            kill "$pid" 2>/dev/null || true
            for _ in $(seq 100); do
                kill -0 "$pid" 2>/dev/null || break
                sleep 0.1
            done
            kill -9 "$pid" 2>/dev/null || true
        fi
        if [ "$status" -ne 0 ] && [ -s "$work/$board/node.log" ]; then
            echo "--- the last lines of node $board" >&2
            tail -n 15 "$work/$board/node.log" >&2
        fi
    done
    if [ "$keep" = yes ]; then
        echo "Kept $work"
    else
        rm -rf "$work"
    fi
    exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

declare -A peer_port user_port

# Sets "free_port" to a port of this machine that nothing listens on and that was not given before.
next_port=$((20000 + RANDOM % 10000))
find_port() {
    while next_port=$((next_port + 1)) && (exec 3<>"/dev/tcp/127.0.0.1/$next_port") 2>/dev/null; do :; done
    free_port=$next_port
}

for board in "${boards[@]}"; do
    mkdir -p "$work/$board/home" "$work/$board/var/lib/carnet"
    find_port
    peer_port[$board]=$free_port
    find_port
    user_port[$board]=$free_port
done

# The package that the page tells to make, and nothing else.
mkdir "$work/package"
read -r -a package <<<"$(sed -n 's/^tar czf carnet\.tar\.gz //p' "$here/README.md")"
tar c -C "$here/../.." "${package[@]}" | tar x -C "$work/package"
"$work/package/deploy/pi/install.sh" --root "$work/installed"

# The stand-ins for the world outside Carnet.
tools=$work/tools
mkdir "$tools"
ln -s "$work/installed/usr/local/bin/carnet" "$tools/carnet"
cat >"$tools/sudo" <<'TOOL'
#!/usr/bin/env bash
set -euo pipefail
if [ "$1" = -u ]; then shift 2; fi
exec "$@"
TOOL
cat >"$tools/install" <<'TOOL'
#!/usr/bin/env bash
set -euo pipefail
while [ $# -gt 2 ]; do
    case $1 in
        -o | -g) shift 2 ;;
        -m) mode=$2; shift 2 ;;
        *) echo "install: this stand-in does not know $1" >&2; exit 2 ;;
    esac
done
exec /usr/bin/install -m "${mode:-755}" "$1" "$2"
TOOL
cat >"$tools/scp" <<'TOOL'
#!/usr/bin/env bash
set -euo pipefail
options=()
if [ "$1" = -rp ]; then options=(-rp); shift; fi
target=${!#}
host=${target%%:*}
board=${host#board-}
[ "$board" != "$host" ] || { echo "scp: $target names no board" >&2; exit 2; }
exec cp "${options[@]}" "${@:1:$#-1}" "$CHECK_WORK/${board^^}/home/${target#*:}"
TOOL
cat >"$tools/systemctl" <<'TOOL'
#!/usr/bin/env bash
# Starts what ExecStart of the installed unit says, with the settings that are installed beside it.
set -euo pipefail
[ "$*" = "enable --now carnet" ] || { echo "systemctl: this stand-in does not know $*" >&2; exit 2; }
unit=$CHECK_WORK/installed/etc/systemd/system/carnet.service
set -a
# shellcheck disable=SC1091
. "$CHECK_WORK/installed/etc/default/carnet"
set +a
start=$(sed -n 's/^ExecStart=//p' "$unit" | sed -f "$CHECK_HOME/substitute.sed")
# shellcheck disable=SC2086
eval "set -- $start"
nohup "$@" >"$CHECK_HOME/node.log" 2>&1 </dev/null &
echo $! >"$CHECK_HOME/node.pid"
TOOL
chmod +x "$tools"/{sudo,install,scp,systemctl}

# What stands for a real path, address or port in the commands of one board.
for board in "${boards[@]}"; do
    {
        echo "s|/var/lib/carnet|$work/$board/var/lib/carnet|g"
        echo "s|/opt/carnet|$work/installed/opt/carnet|g"
        echo "s|0\.0\.0\.0:7645|127.0.0.1:${peer_port[$board]}|g"
        echo "s|127\.0\.0\.1:8645|127.0.0.1:${user_port[$board]}|g"
        for other in "${boards[@]}"; do
            echo "s|board-${other,,}:7645|127.0.0.1:${peer_port[$other]}|g"
        done
    } >"$work/$board/substitute.sed"
done

# One file per block, in the order of the page: blocks/07-B.
mkdir "$work/blocks"
awk -v dir="$work/blocks" '
    /^```sh board=/ { number++; board = substr($0, length("```sh board=") + 1); file = sprintf("%s/%02d-%s", dir, number, board); next }
    /^```/ { if (file != "") close(file); file = ""; next }
    file != "" { print > file }
' "$here/README.md"

# Runs one block in its board's home.
run_block() {
    local board=$1 block=$2
    (
        cd "$work/$board/home"
        sed -f "$work/$board/substitute.sed" "$block" >"$block.run"
        export CHECK_WORK=$work CHECK_HOME=$work/$board HOME=$work/$board/home PATH=$tools:$PATH
        sed "s/^/[$board] \$ /" "$block"
        timeout 180 bash -euo pipefail "$block.run" 2>&1 | sed "s/^/[$board] /"
    )
}

count=0
for block in "$work"/blocks/??-*; do
    board=${block##*-}
    [[ " ${boards[*]} " == *" $board "* ]] || fail "a block of README.md names board '$board'"
    run_block "$board" "$block" || fail "a command of the block above failed on board $board"
    count=$((count + 1))
done
for board in "${boards[@]}"; do
    grep -q "$work/installed/opt/carnet/cli/target/lib/native/librocksdbjni" "/proc/$(cat "$work/$board/node.pid")/maps" \
        || fail "the node of board $board unpacked its native library instead of using the installed one"
done
[ "$count" -ge 20 ] || fail "README.md has only $count blocks with a board; something is wrong with its fences"
echo "All $count blocks of the page ran."
