// Renews what a behaviour file says of Read and Create functions, from the provider's source code alone:
//
//	readback --source <folder> < old.json > new.json
//
// It needs no build of the provider, and changes readBack, writeOnly and retriedOnCreate only.
package main

import (
	"flag"
	"log"
	"os"

	"behaviour/form"
	"behaviour/reads"
)

func main() {
	log.SetFlags(0)
	folder := flag.String("source", "", "folder of the provider's Go package, such as alicloud in a checkout")
	flag.Parse()
	source, err := reads.Load(*folder)
	if err != nil {
		log.Fatal(err)
	}
	behaviours, err := form.Read(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	for _, behaviour := range behaviours {
		set := source.Attributes(behaviour.ReadFunc)
		behaviour.SplitByRead(func(attribute string) bool { return set[attribute] })
		behaviour.RetriedOnCreate = source.Retries(behaviour.CreateFunc)
	}
	if err := form.Write(os.Stdout, behaviours); err != nil {
		log.Fatal(err)
	}
}
