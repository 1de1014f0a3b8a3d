terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "pod-roles"
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

data "terraform_remote_state" "cross-stack-reference-input-production-cluster" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "cluster"
    prefix              = "ainav/production"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

resource "alicloud_ram_policy" "bucket-user_policy_94C4C31A" {
  description     = "What services and workers in the cluster may do"
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:ainav-production-assets-1234567890123456\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:ainav-production-assets-1234567890123456/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:ainav-production-uploads-1234567890123456\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:ainav-production-uploads-1234567890123456/*\"]}]}"
  policy_name     = "ainav-production-pods"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "pod-roles"
  }
}

resource "alicloud_ram_policy" "secret-reader_policy_756E5E44" {
  description     = "Makes Secrets of Kubernetes out of the environment's secrets"
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"oos:GetSecretParameter\"],\"Resource\":[\"acs:oos:*:*:secretparameter/ainav/production/postgres-app\",\"acs:oos:*:*:secretparameter/ainav/production/postgres-owner\",\"acs:oos:*:*:secretparameter/ainav/production/postgres-exporter\",\"acs:oos:*:*:secretparameter/ainav/production/redis-app\",\"acs:oos:*:*:secretparameter/ainav/production/redis-exporter\",\"acs:oos:*:*:secretparameter/ainav/production/search-master\",\"acs:oos:*:*:secretparameter/ainav/production/grafana-user\",\"acs:oos:*:*:secretparameter/ainav/production/grafana-password\",\"acs:oos:*:*:secretparameter/ainav/production/loki-access-key-id\",\"acs:oos:*:*:secretparameter/ainav/production/loki-access-key-secret\",\"acs:oos:*:*:secretparameter/ainav/production/cloudflare-dns\",\"acs:oos:*:*:secretparameter/ainav/production/alert-webhook\",\"acs:oos:*:*:secretparameter/ainav/production/registry-pull\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/oos/ainav/production/postgres-app\",\"acs:kms:*:*:secret/oos/ainav/production/postgres-owner\",\"acs:kms:*:*:secret/oos/ainav/production/postgres-exporter\",\"acs:kms:*:*:secret/oos/ainav/production/redis-app\",\"acs:kms:*:*:secret/oos/ainav/production/redis-exporter\",\"acs:kms:*:*:secret/oos/ainav/production/search-master\",\"acs:kms:*:*:secret/oos/ainav/production/grafana-user\",\"acs:kms:*:*:secret/oos/ainav/production/grafana-password\",\"acs:kms:*:*:secret/oos/ainav/production/loki-access-key-id\",\"acs:kms:*:*:secret/oos/ainav/production/loki-access-key-secret\",\"acs:kms:*:*:secret/oos/ainav/production/cloudflare-dns\",\"acs:kms:*:*:secret/oos/ainav/production/alert-webhook\",\"acs:kms:*:*:secret/oos/ainav/production/registry-pull\"]}]}"
  policy_name     = "ainav-production-cluster-secrets"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "pod-roles"
  }
}

resource "alicloud_ram_role" "bucket-user" {
  assume_role_policy_document = jsonencode({
    "Version" = "1"
    "Statement" = [
      {
        "Effect" = "Allow"
        "Action" = "sts:AssumeRole"
        "Principal" = {
          "Federated" = [
            "acs:ram::1234567890123456:oidc-provider/ack-rrsa-${data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclusterid}",
          ]
        }
        "Condition" = {
          "StringEquals" = {
            "oidc:aud" = ["sts.aliyuncs.com"]
            "oidc:sub" = [
              "system:serviceaccount:ainav:ainav-web",
              "system:serviceaccount:ainav:ainav-content-api",
              "system:serviceaccount:ainav:ainav-celery-worker",
              "system:serviceaccount:ainav:ainav-crawlers",
              "system:serviceaccount:ainav:ainav-scheduled-tasks",
            ]
          }
        }
      },
    ]
  })
  description          = "What services and workers in the cluster may do"
  max_session_duration = 3600
  role_name            = "ainav-production-pods"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "pod-roles"
  }
}

resource "alicloud_ram_role" "secret-reader" {
  assume_role_policy_document = jsonencode({
    "Version" = "1"
    "Statement" = [
      {
        "Effect" = "Allow"
        "Action" = "sts:AssumeRole"
        "Principal" = {
          "Federated" = [
            "acs:ram::1234567890123456:oidc-provider/ack-rrsa-${data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclusterid}",
          ]
        }
        "Condition" = {
          "StringEquals" = {
            "oidc:aud" = ["sts.aliyuncs.com"]
            "oidc:sub" = ["system:serviceaccount:kube-system:ack-secret-manager"]
          }
        }
      },
    ]
  })
  description          = "Makes Secrets of Kubernetes out of the environment's secrets"
  max_session_duration = 3600
  role_name            = "ainav-production-cluster-secrets"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "pod-roles"
  }
}

resource "alicloud_ram_role_policy_attachment" "bucket-user_attachment_3E219114" {
  policy_name = alicloud_ram_policy.bucket-user_policy_94C4C31A.policy_name
  policy_type = "Custom"
  role_name   = alicloud_ram_role.bucket-user.role_name
}

resource "alicloud_ram_role_policy_attachment" "secret-reader_attachment_A8B0AD47" {
  policy_name = alicloud_ram_policy.secret-reader_policy_756E5E44.policy_name
  policy_type = "Custom"
  role_name   = alicloud_ram_role.secret-reader.role_name
}

output "cross-stack-output-alicloud_ram_rolebucket-userrole_name" {
  sensitive = true
  value     = alicloud_ram_role.bucket-user.role_name
}

output "cross-stack-output-alicloud_ram_rolesecret-readerarn" {
  sensitive = true
  value     = alicloud_ram_role.secret-reader.arn
}

output "pod_role_arn" {
  description = "Role of the services and workers that use buckets"
  value       = alicloud_ram_role.bucket-user.arn
}

output "secret_reader_role_arn" {
  description = "Role of the pods that make Secrets"
  value       = alicloud_ram_role.secret-reader.arn
}
