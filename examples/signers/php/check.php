<?php

declare(strict_types=1);

// Holds the signer against the vectors: php examples/signers/php/check.php card-schema/signature-vectors.json

use function Edgecard\cardUrl;
use function Edgecard\clean;
use function Edgecard\photoUrl;

require __DIR__ . '/edgecard.php';

const ORIGIN = 'https://social.app.com';
const DESIGN_VERSION = '0123456789ab';

$file = json_decode(file_get_contents($argv[1]), true, flags: JSON_THROW_ON_ERROR);
$wrong = [];
$vectors = [...$file['vectors'], ...$file['cleaned']];
foreach ($vectors as ['about' => $about, 'template' => $template, 'given' => $given, 'key' => $key, 'path' => $path]) {
    $expected = [
        ORIGIN . $path => cardUrl($template, $given, $key, ORIGIN),
        ORIGIN . '/~' . DESIGN_VERSION . $path => cardUrl($template, $given, $key, ORIGIN, DESIGN_VERSION),
    ];
    foreach ($expected as $url => $signed) {
        if ($signed !== $url) {
            $wrong[] = "$about: $signed";
        }
    }
}
foreach ($file['cuts'] as ['about' => $about, 'text' => $text, 'max' => $max, 'cut' => $cut]) {
    if (clean($text, $max) !== $cut) {
        $wrong[] = "$about: " . clean($text, $max);
    }
}
foreach ($file['refused'] as ['about' => $about, 'template' => $template, 'given' => $given]) {
    try {
        $wrong[] = "$about: " . cardUrl($template, $given, 'a key', ORIGIN);
    } catch (InvalidArgumentException) {
    }
}
foreach ($file['photos'] as ['about' => $about, 'key' => $key, 'id' => $id, 'file' => $size, 'path' => $path]) {
    if (photoUrl($id, $size, $key, ORIGIN) !== ORIGIN . $path) {
        $wrong[] = "$about: " . photoUrl($id, $size, $key, ORIGIN);
    }
}
foreach ($file['refusedPhotos'] as ['about' => $about, 'id' => $id, 'file' => $size]) {
    try {
        $wrong[] = "$about: " . photoUrl($id, $size, 'a key', ORIGIN);
    } catch (InvalidArgumentException) {
    }
}
$signed = count($vectors) + count($file['photos']);
$refused = count($file['refused']) + count($file['refusedPhotos']);
foreach ($wrong as $fault) {
    echo "WRONG $fault\n";
}
printf("%d vectors, %d refusals, %d wrong\n", $signed, $refused, count($wrong));
exit($wrong === [] ? 0 : 1);
