/** Terraform and OpenTofu call the same provider by their own registry's name. */
export const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"] as const;
