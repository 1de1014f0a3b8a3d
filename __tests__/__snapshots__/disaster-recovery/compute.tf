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

data "terraform_remote_state" "cross-stack-reference-input-disaster-recovery-network" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "network"
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

resource "alicloud_ram_policy" "app-role_policy_547F7C8A" {
  description     = "What app hosts may do"
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid}/hosts/app/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/disaster-recovery/postgres-app\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/disaster-recovery/postgres-app\"]},{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/disaster-recovery/redis-app\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/disaster-recovery/redis-app\"]},{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/disaster-recovery/search-master\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/disaster-recovery/search-master\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketassetsid}\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketassetsid}/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketuploadsid}\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketuploadsid}/*\"]}]}"
  policy_name     = "ainav-disaster-recovery-app"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "disaster-recovery"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
}

resource "alicloud_ram_policy" "bastion-role_policy_10281F13" {
  description     = "What bastion hosts may do"
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid}/hosts/bastion/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"vpc:AssociateEipAddress\",\"vpc:UnassociateEipAddress\"],\"Resource\":[\"acs:vpc:*:*:eip/${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-network.outputs.cross-stack-output-alicloud_eip_addressbastion-ipid}\",\"acs:vpc:*:*:instance/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"vpc:DescribeEipAddresses\",\"ecs:DescribeInstances\"],\"Resource\":[\"*\"]}]}"
  policy_name     = "ainav-disaster-recovery-bastion"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "disaster-recovery"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
}

resource "alicloud_ram_policy" "search-role_policy_887EE353" {
  description     = "What search hosts may do"
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid}/hosts/search/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/disaster-recovery/search-master\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/disaster-recovery/search-master\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbackupsid}\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbackupsid}/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"ecs:AttachDisk\",\"ecs:DetachDisk\"],\"Resource\":[\"acs:ecs:*:*:disk/${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_ecs_disksearch-diskid}\",\"acs:ecs:*:*:instance/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"ecs:DescribeDisks\",\"ecs:DescribeInstances\"],\"Resource\":[\"*\"]}]}"
  policy_name     = "ainav-disaster-recovery-search"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "disaster-recovery"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
}

resource "alicloud_ram_policy" "worker-role_policy_05D9A0C4" {
  description     = "What worker hosts may do"
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid}/hosts/worker/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/disaster-recovery/postgres-owner\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/disaster-recovery/postgres-owner\"]},{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/disaster-recovery/postgres-app\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/disaster-recovery/postgres-app\"]},{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/disaster-recovery/postgres-readonly\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/disaster-recovery/postgres-readonly\"]},{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/disaster-recovery/postgres-exporter\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/disaster-recovery/postgres-exporter\"]},{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/disaster-recovery/redis-app\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/disaster-recovery/redis-app\"]},{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/disaster-recovery/redis-exporter\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/disaster-recovery/redis-exporter\"]},{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/disaster-recovery/search-master\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/disaster-recovery/search-master\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketassetsid}\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketassetsid}/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketuploadsid}\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketuploadsid}/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbackupsid}\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_oss_bucketbackupsid}/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"kvstore:CreateBackup\",\"kvstore:DescribeBackups\"],\"Resource\":[\"acs:kvstore:*:*:instance/${data.terraform_remote_state.cross-stack-reference-input-disaster-recovery-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisid}\"]}]}"
  policy_name     = "ainav-disaster-recovery-worker"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "disaster-recovery"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
}

resource "alicloud_ram_role" "app-role" {
  assume_role_policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":[\"ecs.aliyuncs.com\"]}}]}"
  description                 = "What app hosts may do"
  max_session_duration        = 3600
  role_name                   = "ainav-disaster-recovery-app"
  tags = {
    environment = "disaster-recovery"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
}

resource "alicloud_ram_role" "bastion-role" {
  assume_role_policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":[\"ecs.aliyuncs.com\"]}}]}"
  description                 = "What bastion hosts may do"
  max_session_duration        = 3600
  role_name                   = "ainav-disaster-recovery-bastion"
  tags = {
    environment = "disaster-recovery"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
}

resource "alicloud_ram_role" "search-role" {
  assume_role_policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":[\"ecs.aliyuncs.com\"]}}]}"
  description                 = "What search hosts may do"
  max_session_duration        = 3600
  role_name                   = "ainav-disaster-recovery-search"
  tags = {
    environment = "disaster-recovery"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
}

resource "alicloud_ram_role" "worker-role" {
  assume_role_policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":[\"ecs.aliyuncs.com\"]}}]}"
  description                 = "What worker hosts may do"
  max_session_duration        = 3600
  role_name                   = "ainav-disaster-recovery-worker"
  tags = {
    environment = "disaster-recovery"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
}

resource "alicloud_ram_role_policy_attachment" "app-role_attachment_B3DECB32" {
  policy_name = alicloud_ram_policy.app-role_policy_547F7C8A.policy_name
  policy_type = "Custom"
  role_name   = alicloud_ram_role.app-role.role_name
}

resource "alicloud_ram_role_policy_attachment" "bastion-role_attachment_3CF31AD6" {
  policy_name = alicloud_ram_policy.bastion-role_policy_10281F13.policy_name
  policy_type = "Custom"
  role_name   = alicloud_ram_role.bastion-role.role_name
}

resource "alicloud_ram_role_policy_attachment" "search-role_attachment_A76039A4" {
  policy_name = alicloud_ram_policy.search-role_policy_887EE353.policy_name
  policy_type = "Custom"
  role_name   = alicloud_ram_role.search-role.role_name
}

resource "alicloud_ram_role_policy_attachment" "worker-role_attachment_5D807A0D" {
  policy_name = alicloud_ram_policy.worker-role_policy_05D9A0C4.policy_name
  policy_type = "Custom"
  role_name   = alicloud_ram_role.worker-role.role_name
}

output "app_role_arn" {
  description = "Role of app hosts"
  value       = alicloud_ram_role.app-role.arn
}

output "bastion_role_arn" {
  description = "Role of bastion hosts"
  value       = alicloud_ram_role.bastion-role.arn
}

output "search_role_arn" {
  description = "Role of search hosts"
  value       = alicloud_ram_role.search-role.arn
}

output "worker_role_arn" {
  description = "Role of worker hosts"
  value       = alicloud_ram_role.worker-role.arn
}
