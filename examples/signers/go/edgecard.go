// Package edgecard makes signed addresses of Edgecard's cards, for a main site in Go 1.19 or newer.
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
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const maxPathLength = 4096

// What card-schema trims, which is what JavaScript's trim() does; strings.TrimSpace has another list.
const space = " \v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"

var (
	templateName  = regexp.MustCompile(`^[a-z][a-z0-9]{0,30}$`)
	originShape   = regexp.MustCompile(`^https?://[^/?#\s]+$`)
	versionShape  = regexp.MustCompile(`^[0-9a-f]{12}$`)
	betweenLines  = regexp.MustCompile(`[\t\r\n]+`)
	unwantedRunes = regexp.MustCompile(`[\x{0}-\x{1f}\x{7f}-\x{9f}\x{2028}-\x{202e}]`)
)

// CardURL gives the address of a card with free text.
//
// The values are the template's fields in the order of the README's table, all of them: a string, an int or a []string,
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
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(template + "/" + payload))
	signature := base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
	version := ""
	if designVersion != "" {
		version = "/~" + designVersion
	}
	path := fmt.Sprintf("%s/%s/%s.%s.jpg", version, template, payload, signature)
	if len(path) > maxPathLength {
		return "", fmt.Errorf("the path has %d characters, more than %d: shorten the texts", len(path), maxPathLength)
	}
	return origin + path, nil
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
		return canonicalText(given)
	case []string:
		texts := make([]string, len(given)) // never nil, which JSON would write as null
		for at, text := range given {
			var err error
			if texts[at], err = canonicalText(text); err != nil {
				return nil, err
			}
		}
		return texts, nil
	default:
		return nil, fmt.Errorf("a string, an int or a []string; got %T", value)
	}
}

func canonicalText(text string) (string, error) {
	if !utf8.ValidString(text) {
		return "", errors.New("valid UTF-8")
	}
	line := strings.Trim(norm.NFC.String(betweenLines.ReplaceAllString(text, " ")), space)
	if unwantedRunes.MatchString(line) {
		return "", errors.New("without control characters")
	}
	return line, nil
}
