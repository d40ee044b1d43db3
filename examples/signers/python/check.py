"""Holds the signer against the vectors: python3 examples/signers/python/check.py card-schema/signature-vectors.json"""

import json
import sys

from edgecard import card_url, clean, photo_url

ORIGIN = "https://social.app.com"
DESIGN_VERSION = "0123456789ab"


def check(file):
    wrong = []
    for vector in file["vectors"] + file["cleaned"]:
        card = (vector["template"], vector["given"], vector["key"], ORIGIN)
        for signed, path in (
            (card_url(*card), vector["path"]),
            (card_url(*card, DESIGN_VERSION), f"/~{DESIGN_VERSION}{vector['path']}"),
        ):
            if signed != ORIGIN + path:
                wrong.append(f"{vector['about']}: {signed}")
    for case in file["cuts"]:
        if clean(case["text"], case["max"]) != case["cut"]:
            wrong.append(f"{case['about']}: {clean(case['text'], case['max'])}")
    for case in file["refused"]:
        try:
            wrong.append(f"{case['about']}: {card_url(case['template'], case['given'], 'a key', ORIGIN)}")
        except ValueError:
            pass
    for vector in file["photos"]:
        signed = photo_url(vector["id"], vector["file"], vector["key"], ORIGIN)
        if signed != ORIGIN + vector["path"]:
            wrong.append(f"{vector['about']}: {signed}")
    for case in file["refusedPhotos"]:
        try:
            wrong.append(f"{case['about']}: {photo_url(case['id'], case['file'], 'a key', ORIGIN)}")
        except ValueError:
            pass
    for value in (None, True, {}, ["x"], object(), float("nan"), float("-inf"), b"\xff\xed\xa0\x80", "\ud800", "\u0323" * 100_000):
        title = clean(value, 140)
        if len(title) > 140 or not card_url("article", [title], "a key", ORIGIN):
            wrong.append(f"{value!r:.40}: {title!r}")
    return wrong


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as opened:
        vectors = json.load(opened)
    faults = check(vectors)
    for fault in faults:
        print("WRONG", fault)
    signed = vectors["vectors"] + vectors["cleaned"] + vectors["photos"]
    refused = vectors["refused"] + vectors["refusedPhotos"]
    print(f"{len(signed)} vectors, {len(refused)} refusals, {len(faults)} wrong")
    sys.exit(1 if faults else 0)
