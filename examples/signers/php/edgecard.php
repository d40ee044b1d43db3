<?php

declare(strict_types=1);

// Signed addresses of Edgecard's cards, for a main site in PHP 8.1 or newer. No package; texts outside ASCII need PHP's own
// extension intl, which knows Unicode's form NFC.

namespace Edgecard;

use InvalidArgumentException;
use Normalizer;

const MAX_PATH_LENGTH = 4096;

/**
 * The address of a card with free text.
 *
 * @param list<string|int|list<string>> $values the template's fields in the order of the README's table, all of them: an
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
        return text($value, $at);
    }
    if (is_array($value) && array_is_list($value) && array_filter($value, is_string(...)) === $value) {
        return array_map(fn (string $item): string => text($item, $at), $value);
    }
    $message = 'values[%d] must be a text, a whole number or a list of texts; got %s';
    throw new InvalidArgumentException(sprintf($message, $at, get_debug_type($value)));
}

function text(string $text, int $at): string
{
    if (preg_match('//u', $text) !== 1) {
        throw new InvalidArgumentException("values[$at] must be valid UTF-8");
    }
    $line = nfc(preg_replace('/[\t\r\n]+/', ' ', $text));
    // What card-schema trims, which is what JavaScript's trim() does; PHP's has another list.
    $space = '[ \x0b\x0c\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]';
    // Not begun at a blank after a blank: trying each of many would take the square of their number.
    $line = preg_replace("/^$space++|(?<!$space)$space++\$/Du", '', $line);
    if (preg_match('/[\x{0}-\x{1f}\x{7f}-\x{9f}\x{2028}-\x{202e}]/u', $line) !== 0) {
        throw new InvalidArgumentException("values[$at] must be without control characters");
    }
    return $line;
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
