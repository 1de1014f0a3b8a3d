package checks

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
)

// The makers of checks below have the names and words of the SDK's package validation.

func StringInSlice(valid ...string) Check {
	return func(value interface{}, name string) ([]string, []error) {
		if slices.Contains(valid, value.(string)) {
			return nil, nil
		}
		return nil, []error{fmt.Errorf("expected %s to be one of %v, got %s", name, valid, value)}
	}
}

func QuotedStringInSlice(valid ...string) Check {
	return func(value interface{}, name string) ([]string, []error) {
		if slices.Contains(valid, value.(string)) {
			return nil, nil
		}
		return nil, []error{fmt.Errorf("expected %s to be one of %q, got %s", name, valid, value)}
	}
}

func IntInSlice(valid ...int) Check {
	return func(value interface{}, name string) ([]string, []error) {
		if slices.Contains(valid, value.(int)) {
			return nil, nil
		}
		return nil, []error{fmt.Errorf("expected %s to be one of %v, got %d", name, valid, value)}
	}
}

func IntBetween(least, most int) Check {
	return func(value interface{}, name string) ([]string, []error) {
		if least <= value.(int) && value.(int) <= most {
			return nil, nil
		}
		return nil, []error{fmt.Errorf("expected %s to be in the range (%d - %d), got %d", name, least, most, value)}
	}
}

func All(checks ...Check) Check {
	return func(value interface{}, name string) (_ []string, all []error) {
		for _, check := range checks {
			_, errs := check(value, name)
			all = append(all, errs...)
		}
		return nil, all
	}
}

func Any(checks ...Check) Check {
	return func(value interface{}, name string) (_ []string, all []error) {
		for _, check := range checks {
			_, errs := check(value, name)
			if len(errs) == 0 {
				return nil, nil
			}
			all = append(all, errs...)
		}
		return nil, all
	}
}

func TestProbe(t *testing.T) {
	for _, test := range []struct {
		behaviour string
		check     Check
		wrong     any
		want      Wants
	}{
		{"no check", nil, WrongString, Wants{}},
		{"values", StringInSlice("a", "b,c"), WrongString, Wants{OneOf: []string{"a", "b,c"}}},
		{"values in quotes", QuotedStringInSlice("a", "b c"), WrongString, Wants{OneOf: []string{"a", "b c"}}},
		{"values with blanks, which the message does not tell from those between values",
			StringInSlice("a", "a b", "c d", ""), WrongString, Wants{OneOf: []string{"a", "a b", "c d", ""}}},
		{"numbers", IntInSlice(1, 12), WrongInt, Wants{OneOf: []string{"1", "12"}}},
		{"values that the check itself refuses", All(StringInSlice("a"), StringInSlice("b")), WrongString,
			Wants{Rule: "expected x to be one of [b], got no such value"}},
		{"a message", IntBetween(1, 9), WrongInt, Wants{Rule: "expected x to be in the range (1 - 9), got -987654321"}},
		{"values that all checks accept, where all have to", All(StringInSlice("b", "a"), StringInSlice("a", "c")),
			WrongString, Wants{OneOf: []string{"a"}}},
		{"the last message of checks that all have to accept", All(IntBetween(1, 9), IntBetween(2, 8)), WrongInt,
			Wants{Rule: "expected x to be in the range (2 - 8), got -987654321"}},
		{"nothing where one of several checks is enough", Any(IntBetween(1, 9), IntBetween(12, 12)), WrongInt, Wants{}},
		{"nothing of a check that panics", IntBetween(1, 9), WrongString, Wants{}},
	} {
		t.Run(test.behaviour, func(t *testing.T) {
			if got := Probe(test.check, test.wrong, "x"); !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}
