// Package form is the form of schemas/alicloud-behaviour.json, which tools/rehearse/provider/behaviour.ts reads.
package form

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
)

// Behaviour is what a provider does with a resource type beyond what its schema tells. A path of an attribute in
// blocks has dots, such as system_disk.category. Paths are in alphabetical order.
type Behaviour struct {
	// Paths that cannot be changed in place.
	ForceNew []string `json:"forceNew,omitempty"`
	// Values of paths that take only certain ones.
	OneOf map[string][]string `json:"oneOf,omitempty"`
	// How many elements lists and sets take, such as "items 0..1"; a greatest number of 0 is no limit.
	Range map[string]string `json:"range,omitempty"`
	// What the provider's own check says of a value that is surely wrong.
	Rule map[string]string `json:"rule,omitempty"`
	// What paths are when a configuration says nothing.
	Default map[string]any `json:"default,omitempty"`
	// Paths that exclude each other, and groups of which a configuration gives one. They are as the provider writes
	// them, so an element of a list may have its index.
	ConflictsWith map[string][]string `json:"conflictsWith,omitempty"`
	ExactlyOneOf  map[string][]string `json:"exactlyOneOf,omitempty"`
	AtLeastOneOf  map[string][]string `json:"atLeastOneOf,omitempty"`
	// Paths of which the provider takes some differences for none.
	DiffSuppressed []string `json:"diffSuppressed,omitempty"`
	// Optional paths that have no default and are not computed: when a configuration leaves one unset, a value that
	// Read sets is a difference.
	OptionalNotComputed []string `json:"optionalNotComputed,omitempty"`
	// Whether the provider changes or refuses plans of this type by code.
	CustomizeDiff bool `json:"customizeDiff,omitempty"`
	// Names of the Go functions.
	ReadFunc   string `json:"readFunc"`
	CreateFunc string `json:"createFunc"`
	UpdateFunc string `json:"updateFunc,omitempty"`
	// Of OptionalNotComputed, the attributes that Read sets, and those that it does not.
	ReadBack  []string `json:"readBack"`
	WriteOnly []string `json:"writeOnly"`
	// Codes of refusals that Create tries again.
	RetriedOnCreate []string `json:"retriedOnCreate,omitempty"`
}

// SplitByRead fills ReadBack and WriteOnly in: attributes of the type itself only, because Read sets a block as a whole.
func (behaviour *Behaviour) SplitByRead(isSet func(attribute string) bool) {
	behaviour.ReadBack, behaviour.WriteOnly = []string{}, []string{}
	for _, path := range behaviour.OptionalNotComputed {
		switch {
		case strings.Contains(path, "."):
		case isSet(path):
			behaviour.ReadBack = append(behaviour.ReadBack, path)
		default:
			behaviour.WriteOnly = append(behaviour.WriteOnly, path)
		}
	}
}

// Sort brings the lists of paths in order.
func (behaviour *Behaviour) Sort() {
	slices.Sort(behaviour.ForceNew)
	slices.Sort(behaviour.DiffSuppressed)
	slices.Sort(behaviour.OptionalNotComputed)
}

// Read reads what Write wrote. A field that this form does not have is an error, so that none gets lost.
func Read(from io.Reader) (map[string]*Behaviour, error) {
	behaviours := map[string]*Behaviour{}
	decoder := json.NewDecoder(from)
	decoder.DisallowUnknownFields()
	// As they were written: a number that became a float64 may not be.
	decoder.UseNumber()
	return behaviours, decoder.Decode(&behaviours)
}

// Write writes the types in alphabetical order.
func Write(to io.Writer, behaviours map[string]*Behaviour) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(behaviours); err != nil {
		return err
	}
	_, err := to.Write(text.Bytes())
	return err
}
