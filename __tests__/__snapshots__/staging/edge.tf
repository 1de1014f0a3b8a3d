terraform {
  required_providers {
    alicloud = {
      version = "~> 1.240, != 1.287.0"
      source  = "aliyun/alicloud"
    }
    cloudflare = {
      version = "5.14.0"
      source  = "cloudflare/cloudflare"
    }
  }
  backend "oss" {
    region              = "cn-hongkong"
    bucket              = "ainav-terraform-state-1234567890123456"
    prefix              = "ainav/staging"
    key                 = "edge"
    acl                 = "private"
    encrypt             = true
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }


}

provider "alicloud" {
  region = "cn-hongkong"
  sign_version {
    oss = "v4"
  }
}

provider "cloudflare" {
}
resource "cloudflare_dns_record" "records_stagingainavcn_23FB9B35" {
  content = "${data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_alb_load_balancerload-balancerdns_name}"
  name    = "staging.ainav.cn"
  proxied = true
  ttl     = 1
  type    = "CNAME"
  zone_id = "0123456789abcdef0123456789abcdef"
}

output "site" {
  value       = "https://staging.ainav.cn"
  description = "Where visitors find the site"
}

output "origin_host" {
  value       = "${data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_alb_load_balancerload-balancerdns_name}"
  description = "Load balancer that the edge sends visitors to"
}
data "terraform_remote_state" "cross-stack-reference-input-staging-compute" {
  backend = "oss"
  config = {
    region              = "cn-hongkong"
    bucket              = "ainav-terraform-state-1234567890123456"
    prefix              = "ainav/staging"
    key                 = "compute"
    acl                 = "private"
    encrypt             = true
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}