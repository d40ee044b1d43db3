package edgecard

// Holds the signer against the vectors, or those of the file EDGECARD_VECTORS: go test, in a module that has golang.org/x/text.

import (
	"encoding/json"
	"os"
	"strconv"
	"testing"
)

const (
	testOrigin  = "https://social.app.com"
	testVersion = "0123456789ab"
)

type vector struct {
	About, Key, Template, Path string
	Given                      []json.RawMessage
}

func readVectors(t *testing.T) (vectors, refused []vector) {
	t.Helper()
	path := os.Getenv("EDGECARD_VECTORS")
	if path == "" {
		path = "../../../card-schema/signature-vectors.json"
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Vectors, Cleaned, Refused []vector }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) == 0 || len(file.Refused) == 0 {
		t.Fatal("the file holds no vectors")
	}
	return append(file.Vectors, file.Cleaned...), file.Refused
}

// Go's JSON makes every number a float64 and every list a []any, which CardURL does not take.
func (v vector) values() []any {
	values := make([]any, len(v.Given))
	for at, raw := range v.Given {
		var texts []string
		if number, err := strconv.Atoi(string(raw)); err == nil {
			values[at] = number
		} else if raw[0] == '[' && json.Unmarshal(raw, &texts) == nil {
			values[at] = texts
		} else if err := json.Unmarshal(raw, &values[at]); err != nil {
			panic(err)
		}
	}
	return values
}

func TestCardURLSignsTheVectors(t *testing.T) {
	vectors, _ := readVectors(t)
	for _, v := range vectors {
		t.Run(v.About, func(t *testing.T) {
			for version, want := range map[string]string{"": v.Path, testVersion: "/~" + testVersion + v.Path} {
				signed, err := CardURL(v.Template, v.values(), v.Key, testOrigin, version)
				if err != nil || signed != testOrigin+want {
					t.Errorf("got %s %v, want %s", signed, err, testOrigin+want)
				}
			}
		})
	}
}

func TestCardURLRefuses(t *testing.T) {
	_, refused := readVectors(t)
	for _, v := range refused {
		t.Run(v.About, func(t *testing.T) {
			if signed, err := CardURL(v.Template, v.values(), "a key", testOrigin, ""); err == nil {
				t.Errorf("signed %s", signed)
			}
		})
	}
}
