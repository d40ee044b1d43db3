#!/usr/bin/env bash
# Makes the release of a tag on GitHub: of $TAG, or of the version that is checked out. Run again, it changes nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
tag=${TAG:-v$(node -p 'require("./package.json").version')}
notes=$(npm run -s release:notes -- "$tag")
if gh release view "$tag" >/dev/null 2>&1; then
  echo "The release $tag is there already."
else
  gh release create "$tag" --verify-tag --title "$tag" --notes "$notes"
fi
