#!/usr/bin/env bash
# Installs Carnet as a system service on Debian, Ubuntu or Raspberry Pi OS (64 bit), arm64 or amd64.
# Running it again brings the installed copy up to date. Exit codes: 0 done, 2 something is missing, 3 refused.
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
from=$(readlink -f "$here/../..")
oldest_java=17

usage() {
    cat <<'TEXT'
Usage: install.sh [--dry-run] [--uninstall] [--root DIR]

  --dry-run    say what would be done, change nothing
  --uninstall  remove the service and the program; keys, blocks and records in /var/lib/carnet stay
  --root DIR   install below DIR, without user and service: for an image, or to try it as an ordinary user
TEXT
}

fail() {
    echo "install.sh: $2" >&2
    exit "$1"
}

dry=no
action=install
root=
while [ $# -gt 0 ]; do
    case $1 in
        --dry-run) dry=yes ;;
        --uninstall) action=uninstall ;;
        --root)
            [ $# -ge 2 ] || fail 2 "--root needs a directory"
            root=$(readlink -m "$2")
            [ "$root" != / ] || fail 2 "--root / means no --root at all: leave it out"
            shift
            ;;
        -h | --help)
            usage
            exit 0
            ;;
        *)
            usage >&2
            fail 2 "unknown option $1"
            ;;
    esac
    shift
done

program=$root/opt/carnet
settings=$root/etc/default/carnet
unit=$root/etc/systemd/system/carnet.service
data=$root/var/lib/carnet
link=$root/usr/local/bin/carnet

# Runs a command, or only shows it.
run() {
    if [ "$dry" = yes ]; then
        printf '  %q' "$@"
        echo
    else
        "$@"
    fi
}

check_system() {
    if [ "$dry" = no ] && [ -z "$root" ] && [ "$(id -u)" -ne 0 ]; then
        fail 3 "only root may install a service. Run: sudo $0"
    fi
    command -v dpkg >/dev/null || fail 2 "this is not Debian, Ubuntu or Raspberry Pi OS. Start Carnet with ./carnet instead"
    local architecture
    architecture=$(dpkg --print-architecture)
    case $architecture in
        arm64 | amd64) ;;
        *) fail 2 "the architecture is $architecture; Carnet needs arm64 or amd64. On a Raspberry Pi install the 64-bit system" ;;
    esac
    if [ -z "$root" ]; then
        command -v systemctl >/dev/null || fail 2 "systemd was not found. Start Carnet with ./carnet node start instead"
    fi
}

check_java() {
    local java release version
    java=$(command -v java || true)
    [ -n "$java" ] || fail 2 "Java was not found. Run: sudo apt-get install --no-install-recommends default-jre-headless"
    release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
    if [ -r "$release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release")
    else
        version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
    fi
    [ "${version:-0}" -ge "$oldest_java" ] \
        || fail 2 "$java is version ${version:-unknown}; Carnet needs $oldest_java or newer. Run: sudo apt-get install --no-install-recommends default-jre-headless"
}

check_build() {
    local part
    for part in carnet cli/target/carnet.jar cli/target/lib/native cli/target/lib/optimized.json deploy/pi/carnet.service deploy/pi/carnet.env; do
        [ -e "$from/$part" ] || fail 2 "$from/$part is missing. Build first, on this or another machine: mvn -DskipTests package"
    done
}

make_user() {
    if [ -z "$root" ] && ! getent passwd carnet >/dev/null; then
        run useradd --system --user-group --home-dir /var/lib/carnet --no-create-home --shell /usr/sbin/nologin carnet
    fi
    if [ -z "$root" ]; then
        run install -d -o carnet -g carnet -m 0750 "$data"
    else
        run install -d -m 0750 "$data"
    fi
}

# The new copy is made beside the old one and then takes its place, so that a cut of power leaves a whole one.
copy_program() {
    run rm -rf "$program.new" "$program.old"
    run install -d -m 0755 "$program.new/cli/target/lib/native" "$(dirname "$link")" "$(dirname "$settings")" "$(dirname "$unit")"
    run install -m 0755 "$from/carnet" "$program.new/carnet"
    run install -m 0644 "$from/cli/target/carnet.jar" "$program.new/cli/target/carnet.jar"
    run install -m 0644 "$from"/cli/target/lib/*.jar "$program.new/cli/target/lib/"
    run install -m 0644 "$from"/cli/target/lib/native/*.so "$program.new/cli/target/lib/native/"
    run install -m 0644 "$from/cli/target/lib/optimized.json" "$program.new/cli/target/lib/optimized.json"
    run install -m 0644 "$here/README.md" "$program.new/README.md"
    if [ -e "$program" ]; then
        run mv -T "$program" "$program.old"
    fi
    run mv -T "$program.new" "$program"
    run rm -rf "$program.old"
    run ln -sfn ../../../opt/carnet/carnet "$link"
}

copy_settings() {
    if [ -e "$settings" ]; then
        echo "Kept your settings in $settings"
    else
        run install -m 0644 "$here/carnet.env" "$settings"
    fi
    run install -m 0644 "$here/carnet.service" "$unit"
    if [ -z "$root" ]; then
        run systemctl daemon-reload
        run systemctl try-restart carnet.service
    fi
}

say_next() {
    if [ -n "$root" ]; then
        echo "Installed below $root"
    elif systemctl is-active --quiet carnet.service; then
        echo "Installed. The node was restarted with the new program."
    else
        echo "Installed. Next, as in $program/README.md: carnet node init, then the genesis file, then"
        echo "  sudo systemctl enable --now carnet"
    fi
}

uninstall() {
    if [ -z "$root" ] && [ -e "$unit" ]; then
        run systemctl disable --now carnet.service
    fi
    run rm -rf "$program" "$program.new" "$program.old"
    run rm -f "$link" "$unit"
    if [ -z "$root" ]; then
        run systemctl daemon-reload
    fi
    echo "Kept: $data (keys, blocks, records), $settings, the user carnet."
}

check_system
if [ "$action" = uninstall ]; then
    uninstall
    exit 0
fi
check_java
check_build
make_user
copy_program
copy_settings
if [ "$dry" = yes ]; then
    echo "Nothing was changed."
else
    say_next
fi
