// Prints what aliyun/alicloud does with its resources beyond what its schema tells: per type, the attributes that
// cannot be changed in place, and those that take only certain strings.
package main

import (
	"encoding/json"
	"os"
	"regexp"
	"sort"
	"strings"

	"github.com/aliyun/terraform-provider-alicloud/alicloud"
	"github.com/hashicorp/terraform-plugin-sdk/helper/schema"
)

type behaviour struct {
	ForceNew []string            `json:"forceNew,omitempty"`
	OneOf    map[string][]string `json:"oneOf,omitempty"`
}

// The words of validation.StringInSlice, of both generations of the SDK.
var enumeration = regexp.MustCompile(`to be one of \[(.*)\], got`)
var quoted = regexp.MustCompile(`"([^"]*)"`)

func allowed(attribute *schema.Schema, name string) (values []string) {
	if attribute.ValidateFunc == nil || attribute.Type != schema.TypeString {
		return nil
	}
	// Some functions expect more of their input than a string that no enumeration has.
	defer func() { _ = recover() }()
	_, errs := attribute.ValidateFunc("no such value", name)
	for _, err := range errs {
		match := enumeration.FindStringSubmatch(err.Error())
		if match == nil {
			continue
		}
		for _, value := range quoted.FindAllStringSubmatch(match[1], -1) {
			values = append(values, value[1])
		}
		if len(values) == 0 {
			values = strings.Fields(match[1])
		}
	}
	return values
}

func main() {
	provider := alicloud.Provider().(*schema.Provider)
	result := map[string]behaviour{}
	for _, name := range os.Args[1:] {
		resource, known := provider.ResourcesMap[name]
		if !known {
			continue
		}
		entry := behaviour{OneOf: map[string][]string{}}
		for attributeName, attribute := range resource.Schema {
			if attribute.ForceNew {
				entry.ForceNew = append(entry.ForceNew, attributeName)
			}
			if values := allowed(attribute, attributeName); len(values) > 0 {
				entry.OneOf[attributeName] = values
			}
		}
		sort.Strings(entry.ForceNew)
		result[name] = entry
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(result); err != nil {
		panic(err)
	}
}
