package edgecard

// Holds the signer against the vectors, or those of the file EDGECARD_VECTORS: go test, in a module that has golang.org/x/text.

import (
	"encoding/json"
	"net/url"
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

type vectorFile struct {
	Vectors, Cleaned, Refused []vector
	Cuts                      []cutting
	Photos, RefusedPhotos     []photo
}

type photo struct {
	About, Key, ID, File, Path string
}

func readFile(t *testing.T) (file vectorFile) {
	t.Helper()
	path := os.Getenv("EDGECARD_VECTORS")
	if path == "" {
		path = "../../../card-schema/signature-vectors.json"
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	return file
}

func readVectors(t *testing.T) (vectors, refused []vector) {
	t.Helper()
	file := readFile(t)
	if len(file.Vectors) == 0 || len(file.Refused) == 0 {
		t.Fatal("the file holds no vectors")
	}
	return append(file.Vectors, file.Cleaned...), file.Refused
}

type cutting struct {
	About, Text, Cut string
	Max              int
}

func TestCleanCuts(t *testing.T) {
	for _, c := range readFile(t).Cuts {
		t.Run(c.About, func(t *testing.T) {
			if got := Clean(c.Text, c.Max); got != c.Cut {
				t.Errorf("got %q, want %q", got, c.Cut)
			}
		})
	}
}

func TestCleanTakesAnything(t *testing.T) {
	var nobody *url.URL
	for _, value := range []any{nil, true, 1.5, []string{"x"}, nobody, "\xff\xed\xa0\x80", []byte{0xff}} {
		if got := Clean(value, 10); got != "" {
			t.Errorf("%#v: got %q", value, got)
		}
	}
	if got := Clean(1984, 10) + Clean([]byte("Zo\xff\xc3\xab"), 10); got != "1984Zoë" {
		t.Errorf("got %q", got)
	}
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

func TestPhotoURLSignsTheVectors(t *testing.T) {
	for _, p := range readFile(t).Photos {
		t.Run(p.About, func(t *testing.T) {
			if signed, err := PhotoURL(p.ID, p.File, p.Key, testOrigin); err != nil || signed != testOrigin+p.Path {
				t.Errorf("got %s %v, want %s", signed, err, testOrigin+p.Path)
			}
		})
	}
}

func TestPhotoURLRefuses(t *testing.T) {
	for _, p := range readFile(t).RefusedPhotos {
		t.Run(p.About, func(t *testing.T) {
			if signed, err := PhotoURL(p.ID, p.File, "a key", testOrigin); err == nil {
				t.Errorf("signed %s", signed)
			}
		})
	}
}
