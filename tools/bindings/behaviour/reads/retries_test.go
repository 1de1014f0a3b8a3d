package reads

import (
	"slices"
	"testing"
)

func TestRetries(t *testing.T) {
	source, err := Load("testdata/provider")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		behaviour, create string
		want              []string
	}{
		{"what is tried again, here and in what is called, and not what is refused or waited for", "createDatabase",
			[]string{"Busy", "DatabaseStatus", "InstanceStatus"}},
		{"nothing for functions of other packages", "Noop", nil},
	} {
		t.Run(test.behaviour, func(t *testing.T) {
			if got := source.Retries(test.create); !slices.Equal(got, test.want) {
				t.Errorf("%s tries again after %q, want %q", test.create, got, test.want)
			}
		})
	}
}
