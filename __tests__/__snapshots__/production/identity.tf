terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "identity"
    prefix              = "ainav/production"
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
  region = "cn-hongkong"

  sign_version {
    oss = "v4"
  }
}

data "terraform_remote_state" "cross-stack-reference-input-production-data" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "data"
    prefix              = "ainav/production"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

data "terraform_remote_state" "cross-stack-reference-input-production-network" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "network"
    prefix              = "ainav/production"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

resource "alicloud_ecs_command" "release_current_3E0BA1A5" {
  command_content  = "ZXhlYyAvb3B0L2FpbmF2L2Jpbi9yZWxlYXNlIGN1cnJlbnQgLS1qc29uCg=="
  description      = "Runs release current on a host"
  enable_parameter = false
  name             = "ainav-production-release-current"
  timeout          = 3600
  type             = "RunShellScript"
  working_dir      = "/root"
}

resource "alicloud_ecs_command" "release_rollout_0BA455D1" {
  command_content  = "ZXhlYyAvb3B0L2FpbmF2L2Jpbi9yZWxlYXNlIHJvbGxvdXQgLS1qc29uCg=="
  description      = "Runs release rollout on a host"
  enable_parameter = false
  name             = "ainav-production-release-rollout"
  timeout          = 3600
  type             = "RunShellScript"
  working_dir      = "/root"
}

resource "alicloud_ecs_command" "release_status_3BBE48D5" {
  command_content  = "ZXhlYyAvb3B0L2FpbmF2L2Jpbi9yZWxlYXNlIHN0YXR1cyAtLWpzb24K"
  description      = "Runs release status on a host"
  enable_parameter = false
  name             = "ainav-production-release-status"
  timeout          = 60
  type             = "RunShellScript"
  working_dir      = "/root"
}

resource "alicloud_oos_secret_parameter" "loki-key_loki-access-key-id_parameter_985AFC85" {
  description           = "Loki's access key for its bucket: its id"
  secret_parameter_name = "ainav/production/loki-access-key-id"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
  }
  value = alicloud_ram_access_key.loki-key_user_access-key_77F27877.id
}

resource "alicloud_oos_secret_parameter" "loki-key_loki-access-key-secret_parameter_E514972B" {
  description           = "Loki's access key for its bucket"
  secret_parameter_name = "ainav/production/loki-access-key-secret"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
  }
  value = alicloud_ram_access_key.loki-key_user_access-key_77F27877.secret
}

resource "alicloud_oss_bucket_replication" "assets-replication" {
  action                        = "PUT"
  bucket                        = "ainav-production-assets-1234567890123456"
  historical_object_replication = "enabled"

  destination {
    bucket        = "ainav-disaster-recovery-assets-1234567890123456"
    location      = "oss-ap-southeast-1"
    transfer_type = "internal"
  }
}

resource "alicloud_oss_bucket_replication" "backups-replication" {
  action                        = "PUT"
  bucket                        = "ainav-production-backups-1234567890123456"
  historical_object_replication = "enabled"

  destination {
    bucket        = "ainav-disaster-recovery-backups-1234567890123456"
    location      = "oss-ap-southeast-1"
    transfer_type = "internal"
  }
}

resource "alicloud_oss_bucket_replication" "uploads-replication" {
  action                        = "PUT"
  bucket                        = "ainav-production-uploads-1234567890123456"
  historical_object_replication = "enabled"

  destination {
    bucket        = "ainav-disaster-recovery-uploads-1234567890123456"
    location      = "oss-ap-southeast-1"
    transfer_type = "internal"
  }
}

resource "alicloud_ram_access_key" "loki-key_user_access-key_77F27877" {
  status    = "Active"
  user_name = alicloud_ram_user.loki-key_user_294DFC90.name
}

resource "alicloud_ram_policy" "app-role_policy_547F7C8A" {
  description     = "What app hosts may do"
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\"],\"Resource\":[\"acs:oss:*:*:ainav-production-bundles-1234567890123456/hosts/app/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\"],\"Resource\":[\"acs:oss:*:*:ainav-production-bundles-1234567890123456/releases/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"sts:AssumeRole\"],\"Resource\":[\"acs:ram::1234567890123456:role/ainav-production-services\"]},{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/production/postgres-app\",\"acs:oos:*:*:secretparameter/ainav/production/redis-app\",\"acs:oos:*:*:secretparameter/ainav/production/search-master\",\"acs:oos:*:*:secretparameter/ainav/production/registry-pull\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/production/postgres-app\",\"acs:kms:*:*:secret/oos/ainav/production/redis-app\",\"acs:kms:*:*:secret/oos/ainav/production/search-master\",\"acs:kms:*:*:secret/oos/ainav/production/registry-pull\"]},{\"Effect\":\"Allow\",\"Action\":[\"ess:DescribeScalingInstances\",\"ess:DescribeLifecycleActions\",\"ess:CompleteLifecycleAction\"],\"Resource\":[\"acs:ess:*:*:scalinggroup/*\"]}]}"
  policy_name     = "ainav-production-app"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
  }
}

resource "alicloud_ram_policy" "bastion-role_policy_10281F13" {
  description = "What bastion hosts may do"
  policy_document = jsonencode({
    "Version" = "1"
    "Statement" = [
      {
        "Effect"   = "Allow"
        "Action"   = ["oss:GetObject"]
        "Resource" = ["acs:oss:*:*:ainav-production-bundles-1234567890123456/hosts/bastion/*"]
      },
      {
        "Effect" = "Allow"
        "Action" = ["vpc:AssociateEipAddress", "vpc:UnassociateEipAddress"]
        "Resource" = [
          "acs:vpc:*:*:eip/${data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_eip_addressbastion-ipid}",
          "acs:vpc:*:*:instance/*",
        ]
      },
      { "Effect" = "Allow", "Action" = ["vpc:DescribeEipAddresses", "ecs:DescribeInstances"], "Resource" = ["*"] },
    ]
  })
  policy_name     = "ainav-production-bastion"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
  }
}

resource "alicloud_ram_policy" "loki-key_user_policy_1EE9FE26" {
  description     = "Loki, which keeps the logs of containers in OSS"
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:ainav-production-loki-1234567890123456\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:ainav-production-loki-1234567890123456/*\"]}]}"
  policy_name     = "ainav-production-loki"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
  }
}

resource "alicloud_ram_policy" "search-role_policy_887EE353" {
  description = "What search hosts may do"
  policy_document = jsonencode({
    "Version" = "1"
    "Statement" = [
      {
        "Effect"   = "Allow"
        "Action"   = ["oss:GetObject"]
        "Resource" = ["acs:oss:*:*:ainav-production-bundles-1234567890123456/hosts/search/*"]
      },
      {
        "Effect"   = "Allow"
        "Action"   = ["oos:GetSecretParameter"]
        "Resource" = ["acs:oos:*:*:secretparameter/ainav/production/search-master"]
      },
      {
        "Effect"   = "Allow"
        "Action"   = ["kms:GetSecretValue"]
        "Resource" = ["acs:kms:*:*:secret/oos/ainav/production/search-master"]
      },
      {
        "Effect"   = "Allow"
        "Action"   = ["oss:ListObjects", "oss:GetBucketInfo", "oss:ListMultipartUploads"]
        "Resource" = ["acs:oss:*:*:ainav-production-backups-1234567890123456"]
      },
      {
        "Effect" = "Allow"
        "Action" = [
          "oss:GetObject",
          "oss:GetObjectVersion",
          "oss:PutObject",
          "oss:AbortMultipartUpload",
          "oss:ListParts",
        ]
        "Resource" = ["acs:oss:*:*:ainav-production-backups-1234567890123456/*"]
      },
      {
        "Effect" = "Allow"
        "Action" = ["ecs:AttachDisk", "ecs:DetachDisk"]
        "Resource" = [
          "acs:ecs:*:*:disk/${data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_ecs_disksearch-diskid}",
          "acs:ecs:*:*:instance/*",
        ]
      },
      { "Effect" = "Allow", "Action" = ["ecs:DescribeDisks", "ecs:DescribeInstances"], "Resource" = ["*"] },
      {
        "Effect" = "Allow"
        "Action" = ["pvtz:UpdateZoneRecord"]
        "Resource" = [
          "acs:pvtz:*:*:zone/${data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_pvtz_zoneprivate-zoneid}",
        ]
      },
    ]
  })
  policy_name     = "ainav-production-search"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
  }
}

resource "alicloud_ram_policy" "services-role_policy_D78299EB" {
  description     = "What services on hosts may do"
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:ainav-production-assets-1234567890123456\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:ainav-production-assets-1234567890123456/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:ainav-production-uploads-1234567890123456\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:ainav-production-uploads-1234567890123456/*\"]}]}"
  policy_name     = "ainav-production-services"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
  }
}

resource "alicloud_ram_policy" "worker-role_policy_05D9A0C4" {
  description = "What worker hosts may do"
  policy_document = jsonencode({
    "Version" = "1"
    "Statement" = [
      {
        "Effect"   = "Allow"
        "Action"   = ["oss:GetObject"]
        "Resource" = ["acs:oss:*:*:ainav-production-bundles-1234567890123456/hosts/worker/*"]
      },
      {
        "Effect"   = "Allow"
        "Action"   = ["oss:GetObject"]
        "Resource" = ["acs:oss:*:*:ainav-production-bundles-1234567890123456/releases/*"]
      },
      {
        "Effect"   = "Allow"
        "Action"   = ["sts:AssumeRole"]
        "Resource" = ["acs:ram::1234567890123456:role/ainav-production-services"]
      },
      {
        "Effect" = "Allow"
        "Action" = ["oos:GetSecretParameter"]
        "Resource" = [
          "acs:oos:*:*:secretparameter/ainav/production/postgres-owner",
          "acs:oos:*:*:secretparameter/ainav/production/postgres-app",
          "acs:oos:*:*:secretparameter/ainav/production/postgres-readonly",
          "acs:oos:*:*:secretparameter/ainav/production/postgres-exporter",
          "acs:oos:*:*:secretparameter/ainav/production/redis-app",
          "acs:oos:*:*:secretparameter/ainav/production/redis-exporter",
          "acs:oos:*:*:secretparameter/ainav/production/search-master",
          "acs:oos:*:*:secretparameter/ainav/production/alert-webhook",
          "acs:oos:*:*:secretparameter/ainav/production/grafana-user",
          "acs:oos:*:*:secretparameter/ainav/production/grafana-password",
          "acs:oos:*:*:secretparameter/ainav/production/loki-access-key-id",
          "acs:oos:*:*:secretparameter/ainav/production/loki-access-key-secret",
          "acs:oos:*:*:secretparameter/ainav/production/registry-pull",
        ]
      },
      {
        "Effect" = "Allow"
        "Action" = ["kms:GetSecretValue"]
        "Resource" = [
          "acs:kms:*:*:secret/oos/ainav/production/postgres-owner",
          "acs:kms:*:*:secret/oos/ainav/production/postgres-app",
          "acs:kms:*:*:secret/oos/ainav/production/postgres-readonly",
          "acs:kms:*:*:secret/oos/ainav/production/postgres-exporter",
          "acs:kms:*:*:secret/oos/ainav/production/redis-app",
          "acs:kms:*:*:secret/oos/ainav/production/redis-exporter",
          "acs:kms:*:*:secret/oos/ainav/production/search-master",
          "acs:kms:*:*:secret/oos/ainav/production/alert-webhook",
          "acs:kms:*:*:secret/oos/ainav/production/grafana-user",
          "acs:kms:*:*:secret/oos/ainav/production/grafana-password",
          "acs:kms:*:*:secret/oos/ainav/production/loki-access-key-id",
          "acs:kms:*:*:secret/oos/ainav/production/loki-access-key-secret",
          "acs:kms:*:*:secret/oos/ainav/production/registry-pull",
        ]
      },
      {
        "Effect"   = "Allow"
        "Action"   = ["oss:ListObjects", "oss:GetBucketInfo", "oss:ListMultipartUploads"]
        "Resource" = ["acs:oss:*:*:ainav-production-uploads-1234567890123456"]
      },
      {
        "Effect" = "Allow"
        "Action" = [
          "oss:GetObject",
          "oss:GetObjectVersion",
          "oss:PutObject",
          "oss:AbortMultipartUpload",
          "oss:ListParts",
        ]
        "Resource" = ["acs:oss:*:*:ainav-production-uploads-1234567890123456/*"]
      },
      {
        "Effect"   = "Allow"
        "Action"   = ["oss:ListObjects", "oss:GetBucketInfo", "oss:ListMultipartUploads"]
        "Resource" = ["acs:oss:*:*:ainav-production-backups-1234567890123456"]
      },
      {
        "Effect" = "Allow"
        "Action" = [
          "oss:GetObject",
          "oss:GetObjectVersion",
          "oss:PutObject",
          "oss:AbortMultipartUpload",
          "oss:ListParts",
        ]
        "Resource" = ["acs:oss:*:*:ainav-production-backups-1234567890123456/*"]
      },
      {
        "Effect" = "Allow"
        "Action" = ["ecs:AttachDisk", "ecs:DetachDisk"]
        "Resource" = [
          "acs:ecs:*:*:disk/${data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_ecs_diskmonitoring-diskid}",
          "acs:ecs:*:*:instance/*",
        ]
      },
      { "Effect" = "Allow", "Action" = ["ecs:DescribeDisks", "ecs:DescribeInstances"], "Resource" = ["*"] },
      {
        "Effect" = "Allow"
        "Action" = ["pvtz:UpdateZoneRecord"]
        "Resource" = [
          "acs:pvtz:*:*:zone/${data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_pvtz_zoneprivate-zoneid}",
        ]
      },
      { "Effect" = "Allow", "Action" = ["ecs:DescribeInstances"], "Resource" = ["*"] },
    ]
  })
  policy_name     = "ainav-production-worker"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
  }
}

resource "alicloud_ram_role" "app-role" {
  assume_role_policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":[\"ecs.aliyuncs.com\"]}}]}"
  description                 = "What app hosts may do"
  max_session_duration        = 3600
  role_name                   = "ainav-production-app"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
  }
}

resource "alicloud_ram_role" "bastion-role" {
  assume_role_policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":[\"ecs.aliyuncs.com\"]}}]}"
  description                 = "What bastion hosts may do"
  max_session_duration        = 3600
  role_name                   = "ainav-production-bastion"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
  }
}

resource "alicloud_ram_role" "search-role" {
  assume_role_policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":[\"ecs.aliyuncs.com\"]}}]}"
  description                 = "What search hosts may do"
  max_session_duration        = 3600
  role_name                   = "ainav-production-search"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
  }
}

resource "alicloud_ram_role" "services-role" {
  assume_role_policy_document = jsonencode({
    "Version" = "1"
    "Statement" = [
      {
        "Effect"    = "Allow"
        "Action"    = "sts:AssumeRole"
        "Principal" = { "RAM" = [alicloud_ram_role.app-role.arn, alicloud_ram_role.worker-role.arn] }
      },
    ]
  })
  description          = "What services on hosts may do"
  max_session_duration = 3600
  role_name            = "ainav-production-services"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
  }
}

resource "alicloud_ram_role" "worker-role" {
  assume_role_policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":[\"ecs.aliyuncs.com\"]}}]}"
  description                 = "What worker hosts may do"
  max_session_duration        = 3600
  role_name                   = "ainav-production-worker"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "identity"
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

resource "alicloud_ram_role_policy_attachment" "services-role_attachment_B8C529BA" {
  policy_name = alicloud_ram_policy.services-role_policy_D78299EB.policy_name
  policy_type = "Custom"
  role_name   = alicloud_ram_role.services-role.role_name
}

resource "alicloud_ram_role_policy_attachment" "worker-role_attachment_5D807A0D" {
  policy_name = alicloud_ram_policy.worker-role_policy_05D9A0C4.policy_name
  policy_type = "Custom"
  role_name   = alicloud_ram_role.worker-role.role_name
}

resource "alicloud_ram_user" "loki-key_user_294DFC90" {
  comments     = "Loki, which keeps the logs of containers in OSS"
  display_name = "ainav-production-loki"
  name         = "ainav-production-loki"
}

resource "alicloud_ram_user_policy_attachment" "loki-key_user_attachment_5226A161" {
  policy_name = alicloud_ram_policy.loki-key_user_policy_1EE9FE26.policy_name
  policy_type = "Custom"
  user_name   = alicloud_ram_user.loki-key_user_294DFC90.name
}

output "app_role_arn" {
  description = "Role of app hosts"
  value       = alicloud_ram_role.app-role.arn
}

output "bastion_role_arn" {
  description = "Role of bastion hosts"
  value       = alicloud_ram_role.bastion-role.arn
}

output "cross-stack-output-alicloud_ram_roleapp-rolerole_name" {
  sensitive = true
  value     = alicloud_ram_role.app-role.role_name
}

output "cross-stack-output-alicloud_ram_rolebastion-rolerole_name" {
  sensitive = true
  value     = alicloud_ram_role.bastion-role.role_name
}

output "cross-stack-output-alicloud_ram_rolesearch-rolerole_name" {
  sensitive = true
  value     = alicloud_ram_role.search-role.role_name
}

output "cross-stack-output-alicloud_ram_roleworker-rolerole_name" {
  sensitive = true
  value     = alicloud_ram_role.worker-role.role_name
}

output "search_role_arn" {
  description = "Role of search hosts"
  value       = alicloud_ram_role.search-role.arn
}

output "worker_role_arn" {
  description = "Role of worker hosts"
  value       = alicloud_ram_role.worker-role.arn
}
