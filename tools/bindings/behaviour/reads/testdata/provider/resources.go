// Package provider has Read functions of every shape that the tests of reads ask for. It is parsed and never built.
package provider

const attributeConstant = "from_constant"

var statusCodes = []string{"DatabaseStatus"}

var attributeList = []string{"from_package_list"}

func readLiterals(d *schema.ResourceData, meta interface{}) error {
	d.Set("literal", 1)
	if err := d.Set("in_condition", 2); err != nil {
		return err
	}
	// d.Set("commented_out", 3)
	log.Printf(`d.Set("in_text", 4)`)
	d.SetId("no_attribute")
	other.Set("of_another", 5)
	return retry(func() error { return d.Set("in_closure", 6) })
}

func readNamed(d *schema.ResourceData, meta interface{}) error {
	d.Set(attributeConstant, 1)
	name := "from_variable"
	d.Set(name, 2)
	d.Set("from_"+"sum", 3)
	answered := service.Name()
	d.Set(answered, 4)
	return nil
}

func readLoops(d *schema.ResourceData, meta interface{}) error {
	for _, key := range []string{"of_list", "of_list_too"} {
		d.Set(key, 1)
	}
	for _, key := range attributeList {
		d.Set(key, 2)
	}
	for key, value := range map[string]interface{}{"of_map": "a_value"} {
		d.Set(key, value)
	}
	filled := make(map[string]interface{})
	filled["of_filled_map"] = "a_value"
	for key, value := range filled {
		d.Set(key, value)
	}
	for index := range []string{"no_key_of_a_list"} {
		d.Set(index, 3)
	}
	return nil
}

func readThroughFunctions(d *schema.ResourceData, meta interface{}) error {
	unrelated("no_attribute")
	setCommon(meta, d)
	return setNamed(d, "from_argument")
}

func setCommon(meta interface{}, data *schema.ResourceData) {
	data.Set("under_another_name", 1)
	d.Set("of_no_resource", 2)
	setCommon(meta, data)
}

func setNamed(d *schema.ResourceData, attribute string) error {
	return d.Set(attribute, 1)
}

func createDatabase(d *schema.ResourceData, meta interface{}) error {
	err := resource.Retry(5*time.Minute, func() *resource.RetryError {
		if err := call("CreateDatabase"); err != nil {
			if IsExpectedErrors(err, []string{"InstanceStatus", "Busy"}) || NeedRetry(err) {
				wait()
				return resource.RetryableError(err)
			}
			if IsExpectedErrors(err, []string{"NotFound"}) {
				return resource.NonRetryableError(err)
			}
		}
		return nil
	})
	if IsExpectedErrors(err, []string{"Exists"}) {
		return nil
	}
	waitForDatabase(d)
	return changeDatabase(d)
}

func changeDatabase(d *schema.ResourceData) error {
	if err := call("ModifyDatabase"); IsExpectedErrors(err, statusCodes) {
		return resource.RetryableError(err)
	}
	return changeDatabase(d)
}

func waitForDatabase(d *schema.ResourceData) error {
	if err := call("DescribeDatabase"); IsExpectedErrors(err, []string{"NotYetThere"}) {
		return resource.RetryableError(err)
	}
	return nil
}

func unrelated(text string) {
	d.Set("of_no_resource", text)
}
