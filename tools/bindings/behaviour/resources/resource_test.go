//go:build provider

package resources

import (
	"reflect"
	"testing"

	"behaviour/form"

	"github.com/hashicorp/terraform-plugin-sdk/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/helper/validation"
)

func create(*schema.ResourceData, interface{}) error { return nil }

var resource = &schema.Resource{
	Create:        create,
	Read:          schema.Noop,
	CustomizeDiff: func(*schema.ResourceDiff, interface{}) error { return nil },
	Schema: map[string]*schema.Schema{
		"name": {
			Type: schema.TypeString, Optional: true, ForceNew: true, ExactlyOneOf: []string{"name", "title"},
			ValidateFunc: validation.StringInSlice([]string{"a", "b"}, false),
		},
		"title": {Type: schema.TypeString, Optional: true, Computed: true, ConflictsWith: []string{"label", "name"}},
		"label": {
			Type: schema.TypeString, Optional: true, Default: "none", AtLeastOneOf: []string{"label", "disk"},
			DiffSuppressFunc: func(string, string, string, *schema.ResourceData) bool { return false },
		},
		"disk": {
			Type: schema.TypeList, Optional: true, MaxItems: 2,
			Elem: &schema.Resource{Schema: map[string]*schema.Schema{
				"size": {Type: schema.TypeInt, Optional: true, ValidateFunc: validation.IntBetween(20, 500)},
				"tags": {
					Type: schema.TypeSet, Required: true, ForceNew: true, MinItems: 1,
					Elem: &schema.Schema{Type: schema.TypeString},
				},
			}},
		},
		"months": {
			Type: schema.TypeInt, Required: true,
			ValidateFunc: validation.Any(validation.IntBetween(1, 9), validation.IntInSlice([]int{12, 24})),
		},
	},
}

func TestBehaviourIsThatOfTheTypeAndOfItsBlocks(t *testing.T) {
	want := &form.Behaviour{
		ForceNew:            []string{"disk.tags", "name"},
		OneOf:               map[string][]string{"name": {"a", "b"}},
		Range:               map[string]string{"disk": "items 0..2", "disk.tags": "items 1..0"},
		Rule:                map[string]string{"disk.size": "expected size to be in the range (20 - 500), got -987654321"},
		Default:             map[string]any{"label": "none"},
		ConflictsWith:       map[string][]string{"title": {"label", "name"}},
		ExactlyOneOf:        map[string][]string{"name": {"name", "title"}},
		AtLeastOneOf:        map[string][]string{"label": {"label", "disk"}},
		DiffSuppressed:      []string{"label"},
		OptionalNotComputed: []string{"disk", "disk.size", "name"},
		CustomizeDiff:       true,
		ReadFunc:            "Noop",
		CreateFunc:          "create",
	}
	if got := Behaviour(resource); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
