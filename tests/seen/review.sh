#!/bin/sh
# Makes docs/images/review.png and review-ar.png: the sample under review, in English and in Arabic, 1280 CSS pixels wide.
# Run from the root of the repository; the test does the work, since the page is reached only by signing in.
set -eu
TARJUMAN_PICTURES=$PWD/target/pictures cargo test --quiet --test review -- --exact pictures::the_sample_under_review_looks_as_it_should
for name in review review-ar; do
  pngquant --force --strip --quality 70-98 --speed 1 --output "docs/images/$name.png" "target/pictures/$name.png"
done
ls -l docs/images
