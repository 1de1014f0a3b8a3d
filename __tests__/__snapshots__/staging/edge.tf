terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "edge"
    prefix              = "ainav/staging"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }

  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "~> 1.289"
    }
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "5.14.0"
    }
  }
}

provider "alicloud" {
  region = "cn-hongkong"

  sign_version {
    oss = "v4"
  }
}

provider "cloudflare" {}

data "terraform_remote_state" "cross-stack-reference-input-staging-compute" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "compute"
    prefix              = "ainav/staging"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

resource "cloudflare_dns_record" "records_stagingainavcn_23FB9B35" {
  content = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_alb_load_balancerload-balancerdns_name
  name    = "staging.ainav.cn"
  proxied = true
  ttl     = 1
  type    = "CNAME"
  zone_id = "0123456789abcdef0123456789abcdef"
}

output "origin_host" {
  description = "Load balancer that the edge sends visitors to"
  value       = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_alb_load_balancerload-balancerdns_name
}

output "site" {
  description = "Where visitors find the site"
  value       = "https://staging.ainav.cn"
}
