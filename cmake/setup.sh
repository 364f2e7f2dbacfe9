# What ./start and ./check share: the Debian packages the project is built with, and one way to build. For bash.

packages=(
  g++ cmake ninja-build ccache pkg-config
  libxapian-dev libicu-dev libboost-program-options-dev libssl-dev nettle-dev libtomlplusplus-dev nlohmann-json3-dev
  libmupdf-dev libfreetype-dev libjpeg-dev libopenjp2-7-dev libjbig2dec0-dev libmujs-dev
  zlib1g-dev libdeflate-dev libtsl-hopscotch-map-dev libseccomp-dev libzip-dev libcpp-httplib-dev
  libkainjow-mustache-dev libjs-bootstrap5 libjs-chart.js lowdown
)
test_packages=(catch2 xapian-tools rsync strace faketime time zsh fish chromium python3-jsonschema groff mandoc)
# For tests that take long: ./check --long.
long_packages=(debootstrap systemd-container lintian file nginx-light curl openssl
  clang-19 libclang-rt-19-dev llvm-19)
# Node.js may come from elsewhere than Debian, and then has npm in it, which Debian's npm is in conflict with.
command -v node >/dev/null || test_packages+=(nodejs)
command -v npm >/dev/null || test_packages+=(npm)

fail() {
  printf '%s: %s\n' "$0" "$1" >&2
  exit 1
}

# install_missing PACKAGE...: those not yet installed, by apt-get; says and does nothing when there are none.
install_missing() {
  command -v dpkg-query apt-get >/dev/null ||
    fail "this set-up knows Debian's apt-get alone; elsewhere install the like of: $*"
  local installed missing=() package
  installed=$'\n'$(dpkg-query -W -f '${Package} ${db:Status-Status}\n')$'\n'
  for package in "$@"; do
    [[ $installed == *$'\n'"$package installed"$'\n'* ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0

  local as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "packages are missing and there is no sudo; as root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  echo "Installing ${missing[*]}"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300) log=build/packages.log
  mkdir -p build
  "${apt[@]}" update </dev/null >"$log" 2>&1 &&
    "${apt[@]}" install --yes --no-install-recommends "${missing[@]}" </dev/null >>"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; fail "apt-get could not install them; all it said is in $log"; }
}

# build PRESET FOLDER [CMAKE-OPTION...]: configures and builds everything, or $target; a line or two when nothing is new.
build() {
  local preset=$1 folder=$2
  shift 2
  mkdir -p "$folder"
  cmake --preset "$preset" -B "$folder" "$@" >"$folder/configure.log" 2>&1 ||
    { tail -n 40 "$folder/configure.log" >&2; fail "$folder could not be configured"; }
  cmake --build "$folder" --target "${target:-all}"
}
