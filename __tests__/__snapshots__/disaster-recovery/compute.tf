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
  source                 = "assets/app-bundle_archive_A06BC34B/5ca671ad04c234571c76c5867c95ab8b1fddeaa4d09b03c5afd0d96bfa1fa4cc/app.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/app/5ca671ad04c234571c76c5867c95ab8b1fddeaa4d09b03c5afd0d96bfa1fa4cc.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "bastion-bundle" {
  source                 = "assets/bastion-bundle_archive_FC57C789/db1385f5edf76d65013cf6ea48a7629c456c82e21c9553d592ee14232620c350/bastion.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/bastion/db1385f5edf76d65013cf6ea48a7629c456c82e21c9553d592ee14232620c350.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "search-bundle" {
  source                 = "assets/search-bundle_archive_ED8D4604/5f4dbb9f4f698779164fa3ff97f372f9698e40e5315a84a5ad6a70dfebfeebcb/search.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/search/5f4dbb9f4f698779164fa3ff97f372f9698e40e5315a84a5ad6a70dfebfeebcb.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "worker-bundle" {
  source                 = "assets/worker-bundle_archive_B98F7BCF/815696dcf9a279fd386fadc7e48dbdc772711c4270394d54f6d818b2e6c454df/worker.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/worker/815696dcf9a279fd386fadc7e48dbdc772711c4270394d54f6d818b2e6c454df.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}
