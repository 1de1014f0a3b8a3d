//go:build provider

// Package resources reads how a resource type behaves from its declaration in the provider's SDK. The tag "provider"
// keeps it out of builds without the provider, whose version decides the SDK's.
package resources

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"

	"behaviour/checks"
	"behaviour/form"

	"github.com/hashicorp/terraform-plugin-sdk/helper/schema"
)

// Behaviour reads everything but ReadBack and WriteOnly, which only the code of its Read function tells.
func Behaviour(resource *schema.Resource) *form.Behaviour {
	behaviour := &form.Behaviour{
		OneOf:         map[string][]string{},
		Range:         map[string]string{},
		Rule:          map[string]string{},
		Default:       map[string]any{},
		ConflictsWith: map[string][]string{},
		ExactlyOneOf:  map[string][]string{},
		AtLeastOneOf:  map[string][]string{},
		CustomizeDiff: resource.CustomizeDiff != nil,
		ReadFunc:      functionName(resource.Read),
		CreateFunc:    functionName(resource.Create),
		UpdateFunc:    functionName(resource.Update),
	}
	addBlock(behaviour, "", resource)
	behaviour.Sort()
	return behaviour
}

// addBlock adds the attributes of a resource, or of a block in it, whose paths begin with the prefix.
func addBlock(behaviour *form.Behaviour, prefix string, block *schema.Resource) {
	for name, attribute := range block.Schema {
		path := prefix + name
		addAttribute(behaviour, path, name, attribute)
		if inner, ok := attribute.Elem.(*schema.Resource); ok {
			addBlock(behaviour, path+".", inner)
		}
	}
}

func addAttribute(behaviour *form.Behaviour, path, name string, attribute *schema.Schema) {
	if attribute.ForceNew {
		behaviour.ForceNew = append(behaviour.ForceNew, path)
	}
	if attribute.DiffSuppressFunc != nil {
		behaviour.DiffSuppressed = append(behaviour.DiffSuppressed, path)
	}
	if attribute.Optional && !attribute.Computed && attribute.Default == nil {
		behaviour.OptionalNotComputed = append(behaviour.OptionalNotComputed, path)
	}
	if attribute.Default != nil {
		behaviour.Default[path] = attribute.Default
	}
	if attribute.MinItems > 0 || attribute.MaxItems > 0 {
		behaviour.Range[path] = fmt.Sprintf("items %d..%d", attribute.MinItems, attribute.MaxItems)
	}
	addUnlessEmpty(behaviour.ConflictsWith, path, attribute.ConflictsWith)
	addUnlessEmpty(behaviour.ExactlyOneOf, path, attribute.ExactlyOneOf)
	addUnlessEmpty(behaviour.AtLeastOneOf, path, attribute.AtLeastOneOf)
	wants := wantsOf(name, attribute)
	addUnlessEmpty(behaviour.OneOf, path, wants.OneOf)
	if wants.Rule != "" {
		behaviour.Rule[path] = wants.Rule
	}
}

func addUnlessEmpty(paths map[string][]string, path string, values []string) {
	if len(values) > 0 {
		paths[path] = values
	}
}

// wantsOf is what an attribute's check wants, if the attribute has a check and a type of which there are wrong values.
func wantsOf(name string, attribute *schema.Schema) checks.Wants {
	switch attribute.Type {
	case schema.TypeString:
		return checks.Probe(attribute.ValidateFunc, checks.WrongString, name)
	case schema.TypeInt:
		return checks.Probe(attribute.ValidateFunc, checks.WrongInt, name)
	case schema.TypeFloat:
		return checks.Probe(attribute.ValidateFunc, checks.WrongFloat, name)
	}
	return checks.Wants{}
}

// functionName is a Go function's name without its package; "" when there is none.
func functionName(function any) string {
	value := reflect.ValueOf(function)
	if value.IsNil() {
		return ""
	}
	name := runtime.FuncForPC(value.Pointer()).Name()
	return name[strings.LastIndex(name, ".")+1:]
}
