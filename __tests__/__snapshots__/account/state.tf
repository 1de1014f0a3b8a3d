terraform {
  backend "local" {
    path = "../../../tfstate/account/state.tfstate"
  }

  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "~> 1.289"
    }
  }
}

provider "alicloud" {
  region = "cn-hongkong"

  sign_version {
    oss = "v4"
  }
}

resource "alicloud_oss_bucket" "access-logs" {
  bucket          = "ainav-terraform-state-1234567890123456-log"
  force_destroy   = false
  redundancy_type = "ZRS"
  storage_class   = "Standard"
  tags = {
    environment = "account"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "state"
  }

  lifecycle_rule {
    enabled = true
    id      = "retention"
    prefix  = ""

    abort_multipart_upload {
      days = 7
    }

    expiration {
      days = 180
    }

    noncurrent_version_expiration {
      days = 7
    }
  }

  server_side_encryption_rule {
    sse_algorithm = "AES256"
  }

  versioning {
    status = "Enabled"
  }

  lifecycle {
    ignore_changes  = [policy, cors_rule]
    prevent_destroy = true
  }
}

resource "alicloud_oss_bucket" "states" {
  bucket          = "ainav-terraform-state-1234567890123456"
  force_destroy   = false
  redundancy_type = "ZRS"
  storage_class   = "Standard"
  tags = {
    environment = "account"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "state"
  }

  lifecycle_rule {
    enabled = true
    id      = "retention"
    prefix  = ""

    abort_multipart_upload {
      days = 7
    }

    noncurrent_version_expiration {
      days = 365
    }
  }

  logging {
    target_bucket = alicloud_oss_bucket.access-logs.id
    target_prefix = "requests/"
  }

  server_side_encryption_rule {
    sse_algorithm = "AES256"
  }

  versioning {
    status = "Enabled"
  }

  lifecycle {
    ignore_changes  = [policy, cors_rule]
    prevent_destroy = true
  }
}

resource "alicloud_oss_bucket_acl" "access-logs_acl_5B6C0F20" {
  acl    = "private"
  bucket = alicloud_oss_bucket.access-logs.id
}

resource "alicloud_oss_bucket_acl" "states_acl_D79BED44" {
  acl    = "private"
  bucket = alicloud_oss_bucket.states.id
}

resource "alicloud_oss_bucket_https_config" "access-logs_https_BEFEF4AA" {
  bucket       = alicloud_oss_bucket.access-logs.id
  enable       = true
  tls_versions = ["TLSv1.2", "TLSv1.3"]
}

resource "alicloud_oss_bucket_https_config" "states_https_91DAFA33" {
  bucket       = alicloud_oss_bucket.states.id
  enable       = true
  tls_versions = ["TLSv1.2", "TLSv1.3"]
}

resource "alicloud_oss_bucket_policy" "access-logs_policy_2426E534" {
  bucket = alicloud_oss_bucket.access-logs.id
  policy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":[\"*\"],\"Action\":[\"oss:*\"],\"Resource\":[\"acs:oss:*:*:ainav-terraform-state-1234567890123456-log\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456-log/*\"],\"Condition\":{\"Bool\":{\"acs:SecureTransport\":[\"false\"]}}}]}"
}

resource "alicloud_oss_bucket_policy" "states_policy_0064AA4A" {
  bucket = alicloud_oss_bucket.states.id
  policy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":[\"*\"],\"Action\":[\"oss:*\"],\"Resource\":[\"acs:oss:*:*:ainav-terraform-state-1234567890123456\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/*\"],\"Condition\":{\"Bool\":{\"acs:SecureTransport\":[\"false\"]}}}]}"
}

resource "alicloud_oss_bucket_public_access_block" "access-logs_public-access-block_D609401A" {
  block_public_access = true
  bucket              = alicloud_oss_bucket.access-logs.id
}

resource "alicloud_oss_bucket_public_access_block" "states_public-access-block_39A59E06" {
  block_public_access = true
  bucket              = alicloud_oss_bucket.states.id
}

resource "alicloud_ots_instance" "locks_instance_8CAC7D20" {
  accessed_by   = "Any"
  description   = "Locks of Terraform states"
  instance_type = "Capacity"
  name          = "ainav-0123456"
  tags = {
    environment = "account"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "state"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_ots_table" "locks" {
  enable_sse    = true
  instance_name = alicloud_ots_instance.locks_instance_8CAC7D20.name
  max_version   = 1
  sse_key_type  = "SSE_KMS_SERVICE"
  table_name    = "terraform_locks"
  time_to_live  = -1

  primary_key {
    name = "LockID"
    type = "String"
  }

  lifecycle {
    prevent_destroy = true
  }
}

output "lock_instance" {
  description = "Tablestore instance of the lock table"
  value       = "ainav-0123456"
}

output "lock_table" {
  description = "Tablestore table in which Terraform keeps its locks"
  value       = "terraform_locks"
}

output "state_bucket" {
  description = "Bucket that holds every Terraform state"
  value       = alicloud_oss_bucket.states.id
}
