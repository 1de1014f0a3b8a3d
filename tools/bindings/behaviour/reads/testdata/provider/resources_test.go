package provider

func readOfTest(d *schema.ResourceData, meta interface{}) error { return d.Set("in_test", 1) }
