<?php

declare(strict_types=1);

// Signed addresses of Edgecard's cards and photos, for a main site in PHP 8.1 or newer. No package; texts outside ASCII need PHP's own
// extension intl, which knows Unicode's form NFC.

namespace Edgecard;

use InvalidArgumentException;
use IntlBreakIterator;
use Normalizer;

const MAX_PATH_LENGTH = 4096;

// For character classes of patterns: white space, and what else shows nothing. A text of these alone is empty.
const SPACE = ' \x0b\x0c\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}';
const NONCHARACTERS = '\x{fdd0}-\x{fdef}\x{fffe}\x{ffff}'
    . '\x{1fffe}\x{1ffff}\x{2fffe}\x{2ffff}\x{3fffe}\x{3ffff}\x{4fffe}\x{4ffff}\x{5fffe}\x{5ffff}\x{6fffe}\x{6ffff}'
    . '\x{7fffe}\x{7ffff}\x{8fffe}\x{8ffff}\x{9fffe}\x{9ffff}\x{afffe}\x{affff}\x{bfffe}\x{bffff}\x{cfffe}\x{cffff}'
    . '\x{dfffe}\x{dffff}\x{efffe}\x{effff}\x{ffffe}\x{fffff}\x{10fffe}\x{10ffff}';
const INVISIBLE = '\x{ad}\x{34f}\x{61c}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{180b}-\x{180f}\x{200b}-\x{200f}\x{202a}-\x{202e}'
    . '\x{2060}-\x{206f}\x{2800}\x{3164}\x{fe00}-\x{fe0f}\x{ffa0}\x{fff0}-\x{fffb}\x{13430}-\x{13442}\x{16fe4}'
    . '\x{1bca0}-\x{1bca3}\x{1d159}\x{1d173}-\x{1d17a}\x{e0000}-\x{e0fff}' . NONCHARACTERS;

/** What would look odd before an ellipsis. */
const LOOSE_END = '\p{Zs}\p{Pd}\p{Ps}\p{Pi}\p{Pc}.,:;\/\\\\&+~…·‥‚„،؛۔।॥、。，．：；・\x{ad}\x{200b}\x{2060}';

/** How much of a text is looked at when it is cleaned, in bytes: far more than any field takes. */
const MAX_TEXT_BYTES = 80_000;

/**
 * The address of a card with free text.
 *
 * @param list<string|int|list<string>> $values the template's fields in the order of docs/3-addresses.md, all of them: an
 *     empty string, 0 or an empty array where there is nothing to say
 *
 * @throws InvalidArgumentException for what Edgecard would answer with the default card
 */
function cardUrl(string $template, array $values, string $key, string $origin, ?string $designVersion = null): string
{
    expect($template, '/^[a-z][a-z0-9]{0,30}$/D', 'template must be a template’s name such as article');
    expect($origin, '~^https?://[^/?#\s]+$~D', 'origin must be an origin such as https://social.app.com');
    if ($designVersion !== null) {
        expect($designVersion, '/^[0-9a-f]{12}$/D', 'designVersion must be 12 hexadecimal digits');
    }
    if ($key === '') {
        throw new InvalidArgumentException('key must not be empty');
    }
    $canonical = array_map(canonical(...), array_values($values), array_keys(array_values($values)));
    $json = json_encode($canonical, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
    $payload = base64url($json);
    $mac = hash_hmac('sha256', "$template/$payload", $key, true);
    $version = $designVersion === null ? '' : "/~$designVersion";
    $path = "$version/$template/$payload." . base64url(substr($mac, 0, 16)) . '.jpg';
    if (strlen($path) > MAX_PATH_LENGTH) {
        $message = 'the path has %d characters, more than %d: shorten the texts';
        throw new InvalidArgumentException(sprintf($message, strlen($path), MAX_PATH_LENGTH));
    }
    return $origin . $path;
}

/**
 * The address of a photo on the photo site: $size is such as 800x600.webp, or 800x600-inside.webp for the whole photo.
 *
 * Types are jpg, webp and avif, sides 1 to 2400 pixels.
 *
 * @throws InvalidArgumentException for what the photo site does not have
 */
function photoUrl(string $id, string $size, string $key, string $origin): string
{
    $side = '(?:[1-9][0-9]{0,2}|1[0-9]{3}|2[0-3][0-9]{2}|2400)';
    expect($id, '/^[0-9a-hjkmnp-tv-z]{16}$/D', 'id must be a photo’s id such as 7h3k9m2p4q8r5t6v');
    expect($size, "/^{$side}x{$side}(?:-inside)?\.(?:jpg|webp|avif)$/D", 'size must be such as 800x600.webp, at most 2400 pixels each side');
    expect($origin, '~^https?://[^/?#\s]+$~D', 'origin must be an origin such as https://photos.app.com');
    if ($key === '') {
        throw new InvalidArgumentException('key must not be empty');
    }
    $mac = hash_hmac('sha256', "photos/$id/$size", $key, true);
    [$name, $type] = explode('.', $size);
    return "$origin/$id/$name." . base64url(substr($mac, 0, 16)) . ".$type";
}

/**
 * A text of at most $max characters of whatever a page's data holds; empty if there is no text in it.
 *
 * For the texts that you give to cardUrl, so that no title is too long: it is cut at a word, with an ellipsis.
 */
function clean(mixed $value, int $max): string
{
    if (is_int($value) || (is_float($value) && is_finite($value))) {
        $value = (string) $value;
    }
    if (!is_string($value)) {
        return '';
    }
    $given = preg_replace('/[\x{feff}' . NONCHARACTERS . ']/u', '', validUtf8(substr($value, 0, MAX_TEXT_BYTES)));
    $line = text(preg_replace('/[ \t\n\x0b\x0c\r\x{85}\x{2028}\x{2029}]+/u', ' ', $given));
    return cut(preg_replace('/ {2,}/', ' ', $line), $max);
}

function cut(string $text, int $max): string
{
    $letters = preg_split('//u', $text, -1, PREG_SPLIT_NO_EMPTY);
    if (count($letters) <= $max) {
        return $text;
    }
    $limit = $max - 1;
    $whole = wholeLetters($letters, $limit);
    $kept = $whole;
    for ($at = $limit; $at > intdiv($limit - 1, 2); $at--) {
        if (preg_match('/[\s\p{Z}]/u', $letters[$at]) === 1) {
            $kept = implode('', array_slice($letters, 0, $at));
            break;
        }
    }
    $kept = preg_replace('/[' . LOOSE_END . ']+$/Du', '', $kept);
    return ($kept === '' ? $whole : $kept) . '…';
}

/** The letters before the limit that keep their marks; if there is none, what is before the limit. */
function wholeLetters(array $letters, int $limit): string
{
    $whole = '';
    $count = 0;
    foreach (graphemes(implode('', array_slice($letters, 0, $limit + 50))) as $letter) {
        $count += count(preg_split('//u', $letter, -1, PREG_SPLIT_NO_EMPTY));
        if ($count > $limit) {
            break;
        }
        $whole .= $letter;
    }
    return $whole === '' ? implode('', array_slice($letters, 0, $limit)) : $whole;
}

/** What a reader takes for one letter each. PCRE's \X splits joined emoji in the versions that Debian 12 has; intl does not. */
function graphemes(string $text): iterable
{
    if (!class_exists(IntlBreakIterator::class)) {
        preg_match_all('/\X/u', $text, $found);
        return $found[0];
    }
    $breaks = IntlBreakIterator::createCharacterInstance('en');
    $breaks->setText($text);
    return $breaks->getPartsIterator();
}

function expect(string $text, string $pattern, string $message): void
{
    if (preg_match($pattern, $text) !== 1) {
        throw new InvalidArgumentException("$message; got " . json_encode(substr($text, 0, 40), JSON_INVALID_UTF8_SUBSTITUTE));
    }
}

function canonical(mixed $value, int $at): string|int|array
{
    if (is_int($value)) {
        return $value;
    }
    if (is_string($value)) {
        return text($value);
    }
    if (is_array($value) && array_is_list($value) && array_filter($value, is_string(...)) === $value) {
        return array_map(fn (string $item): string => text($item), $value);
    }
    $message = 'values[%d] must be a text, a whole number or a list of texts; got %s';
    throw new InvalidArgumentException(sprintf($message, $at, get_debug_type($value)));
}

/** One line without what no text of a card holds: controls, broken UTF-8, overrides of the direction. */
function text(string $text): string
{
    $unwanted = '/[\x{0}-\x{8}\x{e}-\x{1f}\x{7f}-\x{84}\x{86}-\x{9f}\x{202a}-\x{202e}]/u';
    $clean = preg_replace($unwanted, '', validUtf8($text));
    $line = nfc(preg_replace('/[\t\n\x0b\x0c\r\x{85}\x{2028}\x{2029}]+/u', ' ', $clean));
    // What card-schema trims, which is what JavaScript's trim() does; PHP's has another list.
    $space = '[' . SPACE . ']';
    // Not begun at a blank after a blank: trying each of many would take the square of their number.
    $line = preg_replace("/^$space++|(?<!$space)$space++\$/Du", '', $line);
    return preg_match('/[^' . SPACE . INVISIBLE . ']/u', $line) === 1 ? $line : '';
}

/** The text without bytes that are no UTF-8. */
function validUtf8(string $text): string
{
    if (preg_match('//u', $text) === 1) {
        return $text;
    }
    preg_match_all(
        '/[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]'
            . '|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}/s',
        $text,
        $found,
    );
    return implode('', $found[0]);
}

function nfc(string $text): string
{
    if (preg_match('/[^\x00-\x7f]/', $text) === 0) {
        return $text;
    }
    if (!class_exists(Normalizer::class)) {
        throw new \RuntimeException('texts outside ASCII need PHP’s extension intl');
    }
    return Normalizer::normalize($text, Normalizer::FORM_C);
}

function base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}
