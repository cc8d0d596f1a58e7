#!/bin/sh
# Makes docs/images/draft.png: the page of the sample's draft, its first segments, 1280 CSS pixels wide.
# Run from the root of the repository after `cargo build`; needs the programs of tests/packages.txt.
set -eu
program=$PWD/target/debug/tarjuman
picture=$PWD/docs/images/draft.png
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp tests/samples/kerry-lavrov.ar.txt tests/samples/house.tmx "$folder"
mkdir -p docs/images
cd "$folder"
"$program" init --quiet
"$program" memory import --quiet house.tmx
"$program" draft --quiet kerry-lavrov.ar.txt -o draft.html
chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
  --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$folder/browser" \
  --blink-settings=preferredColorScheme=1 --force-device-scale-factor=2 --window-size=1280,1572 \
  --screenshot="$folder/draft.png" "file://$folder/draft.html"
pngquant --force --strip --quality 70-98 --speed 1 --output "$picture" draft.png
ls -l "$picture"
