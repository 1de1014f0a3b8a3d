// Package checks finds out what a provider's check of an attribute wants, from what it says of a value that is surely
// wrong. The checks are closures, so their limits can be had in no other way.
package checks

import (
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// Check is the SDK's schema.SchemaValidateFunc.
type Check = func(value interface{}, name string) (warnings []string, errors []error)

// Values that hardly any check accepts. Rules in the behaviour file quote them.
const (
	WrongString = "no such value"
	WrongInt    = -987654321
	WrongFloat  = -9.87e20
)

// Wants is what a check wants: certain values, or else what its message says. Both are empty when the check accepts
// the wrong value, and when one of several checks is enough.
type Wants struct {
	OneOf []string
	Rule  string
}

// Probe asks a check about a value that is surely wrong.
func Probe(check Check, wrong any, name string) (wants Wants) {
	if check == nil || acceptsAlternatives(check) {
		return Wants{}
	}
	errs := ask(check, wrong, name)
	if len(errs) == 0 {
		return Wants{}
	}
	for _, err := range errs {
		if values := enumerated(err.Error(), func(value string) bool { return accepts(check, value, wrong, name) }); len(values) > 0 {
			return Wants{OneOf: values}
		}
	}
	// Of several checks that all have to accept, the last is the most special one.
	return Wants{Rule: errs[len(errs)-1].Error()}
}

// A closure's name begins with the function that made it, also where the compiler put that function into its caller.
var alternatives = regexp.MustCompile(`\.Any\.func\d+(\.\d+)*$`)

// acceptsAlternatives tells whether one of several checks is enough (validation.Any). Each of them complains about the
// wrong value, and none of the messages is the rule.
func acceptsAlternatives(check Check) bool {
	return alternatives.MatchString(runtime.FuncForPC(reflect.ValueOf(check).Pointer()).Name())
}

// ask calls a check. Some expect more of their input than any wrong value has, and panic.
func ask(check Check, value any, name string) (errs []error) {
	defer func() {
		if recover() != nil {
			errs = nil
		}
	}()
	_, errs = check(value, name)
	return errs
}

// accepts tells whether a check accepts a value that is written as in a message, of the same type as the wrong value.
func accepts(check Check, written string, wrong any, name string) bool {
	if _, isString := wrong.(string); isString {
		return len(ask(check, written, name)) == 0
	}
	number, err := strconv.Atoi(written)
	return err == nil && len(ask(check, number, name)) == 0
}

// The words of StringInSlice and IntInSlice, of the SDK and of the provider itself.
var enumeration = regexp.MustCompile(`to be one of \[(.*)\], got`)
var quoted = regexp.MustCompile(`"([^"]*)"`)

// enumerated are the values that a message lists, if it does.
func enumerated(message string, accepts func(string) bool) (values []string) {
	match := enumeration.FindStringSubmatch(message)
	if match == nil {
		return nil
	}
	for _, value := range quoted.FindAllStringSubmatch(match[1], -1) {
		values = append(values, value[1])
	}
	if len(values) > 0 {
		return values
	}
	return accepted(strings.Split(match[1], " "), accepts)
}

// accepted are the values among words that a message has blanks between: some values have blanks too, and only the
// check can tell "Fedora CoreOS" from "Fedora" and "CoreOS", or that it means all three.
func accepted(words []string, accepts func(string) bool) (values []string) {
	for first := range words {
		for last := first + 1; last <= len(words); last++ {
			value := strings.Join(words[first:last], " ")
			if accepts(value) && !slices.Contains(values, value) {
				values = append(values, value)
			}
		}
	}
	return values
}
