"""Signed addresses of Edgecard's cards and photos, for a main site in Python 3.8 or newer. Standard library only."""

import base64
import hashlib
import hmac
import json
import math
import re
import unicodedata

# How much of a text is looked at when it is cleaned: far more than any field takes.
_MAX_TEXT_LENGTH = 20_000
MAX_PATH_LENGTH = 4096

# What card-schema trims, which is what JavaScript's trim() does; str.strip() has another list.
_SPACE = (
    " \v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_LINE_BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
# What no text of a card holds: controls, lone surrogates, overrides of the direction.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e]")
# A text without any other character shows nothing, and is empty.
_VISIBLE = re.compile(
    "[^" + _SPACE + "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
    "\u3164\ufdd0-\ufdef\ufe00-\ufe0f\uffa0\ufff0-\ufffb\ufffe\uffff\U00013430-\U00013442\U00016fe4"
    "\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)


_NONCHARACTERS = re.compile(
    "[\ufeff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
# What would look odd before an ellipsis, besides dashes, opening brackets and quotes.
_LOOSE_ENDS = ".,:;/\\&+~\u2026\xb7\u2025\u201a\u201e\u060c\u061b\u06d4\u0964\u0965\u3001\u3002\uff0c\uff0e\uff1a\uff1b\u30fb\xad\u200b\u2060"


def clean(value, max_length):
    """A text of at most `max_length` characters of whatever a page's data holds; empty if there is no text in it.

    For the texts that you give to card_url, so that no title is too long: it is cut at a word, with an ellipsis.
    """
    if isinstance(value, (bytes, bytearray)):
        value = value.decode("utf-8", "ignore")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    text = _NONCHARACTERS.sub("", str(value)[:_MAX_TEXT_LENGTH])
    return _cut(re.sub(" {2,}", " ", _text(re.sub("[ \t\n\v\f\r\x85\u2028\u2029]+", " ", text))), max_length)


def card_url(template, values, key, origin, design_version=None):
    """The address of a card with free text.

    `values` are the template's fields in the order of docs/3-addresses.md, all of them: an empty string, 0 or an empty
    list where there is nothing to say. Raises ValueError for what Edgecard would answer with the default card.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]{0,30}", template):
        raise ValueError(f"template must be a template's name such as article; got {template[:40]!r}")
    if not re.fullmatch(r"https?://[^/?#\s]+", origin):
        raise ValueError(f"origin must be an origin such as https://social.app.com; got {origin[:40]!r}")
    if design_version is not None and not re.fullmatch(r"[0-9a-f]{12}", design_version):
        raise ValueError(f"design_version must be 12 hexadecimal digits; got {design_version[:40]!r}")
    if not key:
        raise ValueError("key must not be empty")
    canonical = [_canonical(value, at) for at, value in enumerate(values)]
    payload = _base64url(json.dumps(canonical, ensure_ascii=False, separators=(",", ":")).encode())
    mac = hmac.new(key.encode(), f"{template}/{payload}".encode(), hashlib.sha256).digest()
    version = "" if design_version is None else f"/~{design_version}"
    path = f"{version}/{template}/{payload}.{_base64url(mac[:16])}.jpg"
    if len(path) > MAX_PATH_LENGTH:
        raise ValueError(f"the path has {len(path)} characters, more than {MAX_PATH_LENGTH}: shorten the texts")
    return origin + path


def photo_url(photo_id, size, key, origin):
    """The address of a photo on the photo site: `size` is such as 800x600.webp, or 800x600-inside.webp for the whole photo.

    Types are jpg, webp and avif, sides 1 to 2400 pixels. Raises ValueError for what the photo site does not have.
    """
    if not re.fullmatch(r"[0-9a-hjkmnp-tv-z]{16}", photo_id):
        raise ValueError(f"photo_id must be a photo's id such as 7h3k9m2p4q8r5t6v; got {photo_id[:40]!r}")
    parts = re.fullmatch(r"(([1-9][0-9]{0,3})x([1-9][0-9]{0,3})(?:-inside)?)\.(jpg|webp|avif)", size)
    if not parts or max(int(parts[2]), int(parts[3])) > 2400:
        raise ValueError(f"size must be such as 800x600.webp, of at most 2400 pixels each side; got {size[:40]!r}")
    if not re.fullmatch(r"https?://[^/?#\s]+", origin):
        raise ValueError(f"origin must be an origin such as https://photos.app.com; got {origin[:40]!r}")
    if not key:
        raise ValueError("key must not be empty")
    mac = hmac.new(key.encode(), f"photos/{photo_id}/{size}".encode(), hashlib.sha256).digest()
    return f"{origin}/{photo_id}/{parts[1]}.{_base64url(mac[:16])}.{parts[4]}"


def _canonical(value, at):
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [_text(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):  # True is an int to Python
        return value
    raise ValueError(f"values[{at}] must be a text, a whole number or a list of texts; got {type(value).__name__}")


def _text(text):
    line = unicodedata.normalize("NFC", _LINE_BREAKS.sub(" ", _UNWANTED.sub("", text))).strip(_SPACE)
    return line if _VISIBLE.search(line) else ""


def _cut(text, max_length):
    if len(text) <= max_length:
        return text
    limit = max_length - 1
    word = next((at for at in range(limit, (limit - 1) // 2, -1) if text[at].isspace()), None)
    end = limit
    while end > 0 and _continues(text, end):
        end -= 1
    return (_without_loose_end(text[: end if word is None else word]) or text[: end or limit]) + "\u2026"


def _continues(text, at):
    """Whether the character there belongs to the one before it: marks, joiners, colours of skin, tags, second halves of flags."""
    here, before = text[at], text[at - 1]
    if unicodedata.category(here)[0] == "M" or "\u200d" in (here, before):
        return True
    if "\U0001f3fb" <= here <= "\U0001f3ff" or "\U000e0020" <= here <= "\U000e007f":
        return True
    flags = re.search("[\U0001f1e6-\U0001f1ff]*$", text[:at]).group()
    return len(flags) % 2 == 1 and "\U0001f1e6" <= here <= "\U0001f1ff"


def _without_loose_end(text):
    end = len(text)
    while end > 0 and (
        text[end - 1] in _LOOSE_ENDS or unicodedata.category(text[end - 1]) in ("Zs", "Pd", "Ps", "Pi", "Pc")
    ):
        end -= 1
    return text[:end]


def _base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
