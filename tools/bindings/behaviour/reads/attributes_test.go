package reads

import (
	"maps"
	"slices"
	"testing"
)

func TestAttributes(t *testing.T) {
	source, err := Load("testdata/provider")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		behaviour, read string
		want            []string
	}{
		{"names in the text, not in comments or strings", "readLiterals", []string{"in_closure", "in_condition", "literal"}},
		{"names that have a name, unless the service answers them", "readNamed", []string{"from_constant", "from_sum", "from_variable"}},
		{"names that a loop goes through", "readLoops", []string{"from_package_list", "of_filled_map", "of_list", "of_list_too", "of_map"}},
		{"functions that get d, whatever they call it", "readThroughFunctions", []string{"from_argument", "under_another_name"}},
		{"methods, by the type of their receiver", "readDisk", []string{"of_disk", "of_disk_too"}},
		{"methods of what a function returns, and of the only type that has them", "readImage", []string{"by_the_only_method", "of_image"}},
		{"nothing for functions of other packages", "Noop", nil},
		{"nothing for functions of tests", "readOfTest", nil},
	} {
		t.Run(test.behaviour, func(t *testing.T) {
			if got := slices.Sorted(maps.Keys(source.Attributes(test.read))); !slices.Equal(got, test.want) {
				t.Errorf("%s sets %q, want %q", test.read, got, test.want)
			}
		})
	}
}

func TestLoadRefusesAFolderWithoutGo(t *testing.T) {
	if _, err := Load(t.TempDir()); err == nil {
		t.Error("no error")
	}
}
