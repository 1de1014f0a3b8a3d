package form

import (
	"bytes"
	"strings"
	"testing"
)

const written = `{
 "x_disk": {
  "rule": {
   "size": "at least <20> & at most 500：ok"
  },
  "default": {
   "large": 10000000000000000000001,
   "size": 40
  },
  "optionalNotComputed": [
   "key",
   "policy",
   "policy.days"
  ],
  "readFunc": "readDisk",
  "createFunc": "createDisk",
  "readBack": [
   "key"
  ],
  "writeOnly": [
   "policy"
  ]
 }
}
`

func TestWhatIsReadIsWrittenByteForByte(t *testing.T) {
	behaviours, err := Read(strings.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := Write(&again, behaviours); err != nil || again.String() != written {
		t.Errorf("error %v, wrote\n%s", err, again.String())
	}
}

func TestReadRefusesAFieldThatWouldGetLost(t *testing.T) {
	if _, err := Read(strings.NewReader(`{"x_disk": {"forcedNew": ["name"]}}`)); err == nil {
		t.Error("no error")
	}
}

func TestSplitByReadTellsAttributesApartAndLeavesThoseOfBlocks(t *testing.T) {
	behaviours, _ := Read(strings.NewReader(written))
	disk := behaviours["x_disk"]
	disk.SplitByRead(func(attribute string) bool { return attribute == "policy" })
	if strings.Join(disk.ReadBack, " ") != "policy" || strings.Join(disk.WriteOnly, " ") != "key" {
		t.Errorf("reads back %q, only writes %q", disk.ReadBack, disk.WriteOnly)
	}
	disk.OptionalNotComputed = nil
	disk.SplitByRead(func(string) bool { return true })
	var text bytes.Buffer
	if err := Write(&text, behaviours); err != nil || !strings.Contains(text.String(), `"readBack": []`) {
		t.Errorf("error %v, wrote\n%s", err, text.String())
	}
}
