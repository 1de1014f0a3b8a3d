//go:build provider

// Prints how resource types of aliyun/alicloud behave beyond what their schemas tell:
//
//	provider --source <folder> <type>…
//
// The tag "provider" keeps it out of builds without the provider, which takes minutes: the script refresh has both.
package main

import (
	"flag"
	"log"
	"os"
	"strings"

	"behaviour/form"
	"behaviour/reads"
	"behaviour/resources"

	"github.com/aliyun/terraform-provider-alicloud/alicloud"
	"github.com/hashicorp/terraform-plugin-sdk/helper/schema"
)

func main() {
	log.SetFlags(0)
	folder := flag.String("source", "", "folder of the Go package that this program is built with")
	flag.Parse()
	source, err := reads.Load(*folder)
	if err != nil {
		log.Fatal(err)
	}
	types := alicloud.Provider().(*schema.Provider).ResourcesMap
	behaviours := map[string]*form.Behaviour{}
	var unknown []string
	for _, name := range flag.Args() {
		resource, ok := types[name]
		if !ok {
			unknown = append(unknown, name)
			continue
		}
		behaviour := resources.Behaviour(resource)
		set := source.Attributes(behaviour.ReadFunc)
		behaviour.SplitByRead(func(attribute string) bool { return set[attribute] })
		behaviour.RetriedOnCreate = source.Retries(behaviour.CreateFunc)
		behaviours[name] = behaviour
	}
	if len(unknown) > 0 {
		log.Fatalf("not resource types of this version of the provider: %s", strings.Join(unknown, ", "))
	}
	if err := form.Write(os.Stdout, behaviours); err != nil {
		log.Fatal(err)
	}
}
