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
  source                 = "assets/app-bundle_archive_A06BC34B/44a4793b58315f193bfe2305449b489fdc54814ef4273862ee963cb5cefaa1e5/app.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/app/44a4793b58315f193bfe2305449b489fdc54814ef4273862ee963cb5cefaa1e5.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "bastion-bundle" {
  source                 = "assets/bastion-bundle_archive_FC57C789/57a588669ebd36922d285dd1ffd2024e2ea7e1afc9a3caa5739f4f12cc67077c/bastion.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/bastion/57a588669ebd36922d285dd1ffd2024e2ea7e1afc9a3caa5739f4f12cc67077c.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "search-bundle" {
  source                 = "assets/search-bundle_archive_ED8D4604/11391bee8855b3e6f2c634f13f936c731b13da2c3d15f5da7bc71180e031228b/search.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/search/11391bee8855b3e6f2c634f13f936c731b13da2c3d15f5da7bc71180e031228b.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "worker-bundle" {
  source                 = "assets/worker-bundle_archive_B98F7BCF/d84513abc2b168246880014b82544f4afc40746fc2a6f7bf9d9949a07e67de4f/worker.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/worker/d84513abc2b168246880014b82544f4afc40746fc2a6f7bf9d9949a07e67de4f.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}
