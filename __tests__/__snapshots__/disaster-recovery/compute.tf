terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "compute"
    prefix              = "ainav/disaster-recovery"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }

  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "~> 1.289"
    }
  }
}

provider "alicloud" {
  region = "ap-southeast-1"

  sign_version {
    oss = "v4"
  }
}

data "terraform_remote_state" "cross-stack-reference-input-disaster-recovery-data" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "data"
    prefix              = "ainav/disaster-recovery"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

resource "alicloud_oss_bucket_object" "app-bundle" {
  source                 = "assets/app-bundle_archive_A06BC34B/e81e91bf1c1d7c8b1a8e44e20d211aa94a8d976c978443dc8bd7fa84f2fe1185/app.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/app/e81e91bf1c1d7c8b1a8e44e20d211aa94a8d976c978443dc8bd7fa84f2fe1185.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "bastion-bundle" {
  source                 = "assets/bastion-bundle_archive_FC57C789/3a5f9ee1a66d87fc2af6c55cbab08bbe9eac095303b3dd6fc5045fb11117fb0a/bastion.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/bastion/3a5f9ee1a66d87fc2af6c55cbab08bbe9eac095303b3dd6fc5045fb11117fb0a.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "search-bundle" {
  source                 = "assets/search-bundle_archive_ED8D4604/277c76dc9317f2d73749736244a10717a1b38f4d4e9954e3f46d29ef7b2d6cf2/search.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/search/277c76dc9317f2d73749736244a10717a1b38f4d4e9954e3f46d29ef7b2d6cf2.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "worker-bundle" {
  source                 = "assets/worker-bundle_archive_B98F7BCF/15524e816ad81785347a4d31e0107390c6fcef9d47dc1d7e5b2e97435cc027eb/worker.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/worker/15524e816ad81785347a4d31e0107390c6fcef9d47dc1d7e5b2e97435cc027eb.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}
