package provider

type DiskService struct{ client *Client }

type ImageService struct{ client *Client }

func newImageService(client *Client) (*ImageService, error) { return nil, nil }

func (s *DiskService) refresh(d *schema.ResourceData) error {
	d.Set("of_disk", 1)
	return s.refreshMore(d)
}

func (s *DiskService) refreshMore(d *schema.ResourceData) error { return d.Set("of_disk_too", 1) }

func (s *ImageService) refresh(d *schema.ResourceData) error { return d.Set("of_image", 1) }

func (s *ImageService) refreshMore(d *schema.ResourceData) error { return d.Set("of_image_too", 1) }

func (s *ImageService) onlyImages(d *schema.ResourceData) error {
	return d.Set("by_the_only_method", 1)
}

func readDisk(d *schema.ResourceData, meta interface{}) error {
	service := DiskService{client}
	return service.refresh(d)
}

func readImage(d *schema.ResourceData, meta interface{}) error {
	service, err := newImageService(client)
	if err != nil {
		return err
	}
	if err := service.refresh(d); err != nil {
		return err
	}
	return meta.(*Meta).images.onlyImages(d)
}
