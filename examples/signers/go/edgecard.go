// Package edgecard makes signed addresses of Edgecard's cards and photos, for a main site in Go 1.19 or newer.
//
// Besides the standard library it needs golang.org/x/text, by the Go team, which knows Unicode's form NFC.
package edgecard

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// How much of a text is looked at when it is cleaned: far more than any field takes.
const maxTextBytes = 80_000

const maxPathLength = 4096

// What card-schema trims, which is what JavaScript's trim() does; strings.TrimSpace has another list.
const space = " \v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"

// Of a photo, in pixels: 1 to 2400.
const side = `(?:[1-9][0-9]{0,2}|1[0-9]{3}|2[0-3][0-9]{2}|2400)`

var (
	templateName = regexp.MustCompile(`^[a-z][a-z0-9]{0,30}$`)
	originShape  = regexp.MustCompile(`^https?://[^/?#\s]+$`)
	photoID      = regexp.MustCompile(`^[0-9a-hjkmnp-tv-z]{16}$`)
	photoSize    = regexp.MustCompile(`^(` + side + `x` + side + `(?:-inside)?)\.(jpg|webp|avif)$`)
	versionShape = regexp.MustCompile(`^[0-9a-f]{12}$`)
	lineBreaks   = regexp.MustCompile(`[\t\n\v\f\r\x{85}\x{2028}\x{2029}]+`)
	// What no text of a card holds: controls and overrides of the direction.
	unwanted = regexp.MustCompile(`[\x{0}-\x{8}\x{e}-\x{1f}\x{7f}-\x{84}\x{86}-\x{9f}\x{202a}-\x{202e}]`)
	// A text without any other character shows nothing, and is empty.
	visible = regexp.MustCompile(`[^` + space + `\x{ad}\x{34f}\x{61c}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{180b}-\x{180f}\x{200b}-\x{200f}` +
		`\x{202a}-\x{202e}\x{2060}-\x{206f}\x{2800}\x{3164}\x{fdd0}-\x{fdef}\x{fe00}-\x{fe0f}\x{ffa0}\x{fff0}-\x{fffb}\x{fffe}\x{ffff}` +
		`\x{13430}-\x{13442}\x{16fe4}\x{1bca0}-\x{1bca3}\x{1d159}\x{1d173}-\x{1d17a}\x{e0000}-\x{e0fff}` + noncharacters() + `]`)
)

var (
	blanks         = regexp.MustCompile(`[ \t\n\v\f\r\x{85}\x{2028}\x{2029}]+`)
	nowhere        = regexp.MustCompile(`[\x{feff}\x{fdd0}-\x{fdef}\x{fffe}\x{ffff}` + noncharacters() + `]`)
	spaces         = regexp.MustCompile(` {2,}`)
	beforeEllipsis = ".,:;/\\&+~…·‥‚„،؛۔।॥、。，．：；・\u00ad\u200b\u2060"
)

// Clean gives a text of at most max characters of whatever a page's data holds, empty if there is no text in it.
//
// It is for the texts that you give to CardURL, so that no title is too long: it is cut at a word, with an ellipsis.
func Clean(value any, max int) string {
	var text string
	switch given := value.(type) {
	case string:
		text = given
	case []byte:
		text = string(given)
	case int, int32, int64, uint, uint32, uint64:
		text = fmt.Sprint(given)
	}
	if len(text) > maxTextBytes {
		text = text[:maxTextBytes]
	}
	text = nowhere.ReplaceAllString(strings.ToValidUTF8(text, ""), "")
	return cut(spaces.ReplaceAllString(canonicalText(blanks.ReplaceAllString(text, " ")), " "), max)
}

// CardURL gives the address of a card with free text.
//
// The values are the template's fields in the order of docs/3-addresses.md, all of them: a string, an int or a []string,
// empty where there is nothing to say. An empty designVersion leaves it out. What Edgecard would answer with the default
// card is an error.
func CardURL(template string, values []any, key, origin, designVersion string) (string, error) {
	switch {
	case !templateName.MatchString(template):
		return "", fmt.Errorf("template must be a template's name such as article; got %.40q", template)
	case !originShape.MatchString(origin):
		return "", fmt.Errorf("origin must be an origin such as https://social.app.com; got %.40q", origin)
	case designVersion != "" && !versionShape.MatchString(designVersion):
		return "", fmt.Errorf("designVersion must be 12 hexadecimal digits; got %.40q", designVersion)
	case key == "":
		return "", errors.New("key must not be empty")
	}
	payload, err := payloadOf(values)
	if err != nil {
		return "", err
	}
	version := ""
	if designVersion != "" {
		version = "/~" + designVersion
	}
	path := fmt.Sprintf("%s/%s/%s.%s.jpg", version, template, payload, signatureOf(template+"/"+payload, key))
	if len(path) > maxPathLength {
		return "", fmt.Errorf("the path has %d characters, more than %d: shorten the texts", len(path), maxPathLength)
	}
	return origin + path, nil
}

// PhotoURL gives the address of a photo on the photo site: size is such as 800x600.webp, or 800x600-inside.webp for the whole photo.
//
// Types are jpg, webp and avif, sides 1 to 2400 pixels. What the photo site does not have is an error.
func PhotoURL(id, size, key, origin string) (string, error) {
	parts := photoSize.FindStringSubmatch(size)
	switch {
	case !photoID.MatchString(id):
		return "", fmt.Errorf("id must be a photo's id such as 7h3k9m2p4q8r5t6v; got %.40q", id)
	case parts == nil:
		return "", fmt.Errorf("size must be such as 800x600.webp, of at most 2400 pixels each side; got %.40q", size)
	case !originShape.MatchString(origin):
		return "", fmt.Errorf("origin must be an origin such as https://photos.app.com; got %.40q", origin)
	case key == "":
		return "", errors.New("key must not be empty")
	}
	return fmt.Sprintf("%s/%s/%s.%s.%s", origin, id, parts[1], signatureOf("photos/"+id+"/"+size, key), parts[2]), nil
}

func signatureOf(message, key string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(message))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}

func payloadOf(values []any) (string, error) {
	canonical := make([]any, len(values))
	for at, value := range values {
		var err error
		if canonical[at], err = canonicalValue(value); err != nil {
			return "", fmt.Errorf("values[%d] must be %w", at, err)
		}
	}
	var written bytes.Buffer
	encoder := json.NewEncoder(&written)
	encoder.SetEscapeHTML(false) // JSON.stringify leaves <, > and & as they are
	if err := encoder.Encode(canonical); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(bytes.TrimSuffix(written.Bytes(), []byte("\n"))), nil
}

func canonicalValue(value any) (any, error) {
	switch given := value.(type) {
	case int:
		return given, nil
	case string:
		return canonicalText(given), nil
	case []string:
		texts := make([]string, len(given)) // never nil, which JSON would write as null
		for at, text := range given {
			texts[at] = canonicalText(text)
		}
		return texts, nil
	default:
		return nil, fmt.Errorf("a string, an int or a []string; got %T", value)
	}
}

// canonicalText leaves out what no text of a card holds, and bytes that are no UTF-8.
func canonicalText(text string) string {
	clean := unwanted.ReplaceAllString(strings.ToValidUTF8(text, ""), "")
	line := strings.Trim(norm.NFC.String(lineBreaks.ReplaceAllString(clean, " ")), space)
	if !visible.MatchString(line) {
		return ""
	}
	return line
}

func noncharacters() string {
	var class strings.Builder
	for plane := 1; plane <= 16; plane++ {
		fmt.Fprintf(&class, `\x{%x}\x{%x}`, plane<<16+0xfffe, plane<<16+0xffff)
	}
	return class.String()
}

func cut(text string, max int) string {
	letters := []rune(text)
	if len(letters) <= max {
		return text
	}
	limit := max - 1
	end := limit
	for end > 0 && continues(letters, end) {
		end--
	}
	if end == 0 { // one letter with too many marks
		end = limit
	}
	whole := letters[:end]
	for at := limit; at > (limit-1)/2; at-- {
		if unicode.IsSpace(letters[at]) {
			whole = letters[:at]
			break
		}
	}
	kept := strings.TrimRightFunc(string(whole), func(letter rune) bool {
		return strings.ContainsRune(beforeEllipsis, letter) || unicode.In(letter, unicode.Zs, unicode.Pd, unicode.Ps, unicode.Pi, unicode.Pc)
	})
	if kept == "" {
		kept = string(letters[:end])
	}
	return kept + "…"
}

// continues says whether the character there belongs to the one before it: marks, joiners, colours of skin, tags, second
// halves of flags.
func continues(letters []rune, at int) bool {
	here, before := letters[at], letters[at-1]
	switch {
	case unicode.IsMark(here), here == 0x200d, before == 0x200d:
		return true
	case 0x1f3fb <= here && here <= 0x1f3ff, 0xe0020 <= here && here <= 0xe007f:
		return true
	}
	flags := 0
	for flags < at && isFlag(letters[at-1-flags]) {
		flags++
	}
	return flags%2 == 1 && isFlag(here)
}

func isFlag(letter rune) bool {
	return 0x1f1e6 <= letter && letter <= 0x1f1ff
}
