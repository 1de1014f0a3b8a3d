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
  source                 = "assets/app-bundle_archive_A06BC34B/ff2b7202fe558596132ecae87fc169fcfae977639eae3f446a79e5244c261cb5/app.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/app/ff2b7202fe558596132ecae87fc169fcfae977639eae3f446a79e5244c261cb5.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "bastion-bundle" {
  source                 = "assets/bastion-bundle_archive_FC57C789/71c4ae1f34a16f100678fc9500fa6fc2654fc34929cd56da5f3bd1562fd65a96/bastion.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/bastion/71c4ae1f34a16f100678fc9500fa6fc2654fc34929cd56da5f3bd1562fd65a96.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "search-bundle" {
  source                 = "assets/search-bundle_archive_ED8D4604/6861457328c5f61cb31c7cece5dc9a636b19e6547a63b71e72c2609f6d4d37fd/search.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/search/6861457328c5f61cb31c7cece5dc9a636b19e6547a63b71e72c2609f6d4d37fd.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "worker-bundle" {
  source                 = "assets/worker-bundle_archive_B98F7BCF/be4dba4cd454b3cdf878d746bf9f76943753068683e90e7fe41cb027e5370747/worker.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/worker/be4dba4cd454b3cdf878d746bf9f76943753068683e90e7fe41cb027e5370747.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}
