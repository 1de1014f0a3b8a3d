terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "account"
    prefix              = "ainav/account"
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

resource "alicloud_actiontrail_trail" "audit-trail" {
  event_rw        = "All"
  oss_bucket_name = alicloud_oss_bucket.audit.id
  sls_project_arn = "acs:log:cn-hongkong:1234567890123456:project/${alicloud_log_project.audit-logs.project_name}"
  status          = "Enable"
  trail_name      = "ainav-audit"
  trail_region    = "All"
}

resource "alicloud_cr_namespace" "images_namespace_D0727D99" {
  auto_create        = false
  default_visibility = "PRIVATE"
  name               = "ainav"

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_cr_repo" "images_automation_C6F52ACF" {
  name      = "automation"
  namespace = alicloud_cr_namespace.images_namespace_D0727D99.name
  repo_type = "PRIVATE"
  summary   = "Images of automation"

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_cr_repo" "images_content-api_70FDACD1" {
  name      = "content-api"
  namespace = alicloud_cr_namespace.images_namespace_D0727D99.name
  repo_type = "PRIVATE"
  summary   = "Images of content-api"

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_cr_repo" "images_search-api_5EC8ABEF" {
  name      = "search-api"
  namespace = alicloud_cr_namespace.images_namespace_D0727D99.name
  repo_type = "PRIVATE"
  summary   = "Images of search-api"

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_cr_repo" "images_web_D0043D39" {
  name      = "web"
  namespace = alicloud_cr_namespace.images_namespace_D0727D99.name
  repo_type = "PRIVATE"
  summary   = "Images of web"

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_ims_oidc_provider" "github" {
  client_ids          = ["sts.aliyuncs.com"]
  description         = "GitHub Actions"
  fingerprints        = ["6938fd4d98bab03faadb97b34396831e3780aea1", "1c58a3a8518e8759bf075b76b750d4f2df264fcd"]
  issuance_limit_time = 1
  issuer_url          = "https://token.actions.githubusercontent.com"
  oidc_provider_name  = "ainav-github"
}

resource "alicloud_log_project" "audit-logs" {
  description  = "Every call to the account's API"
  project_name = "ainav-audit-1234567890123456"
  tags = {
    environment = "account"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "account"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_oss_bucket" "audit" {
  bucket          = "ainav-audit-1234567890123456"
  force_destroy   = false
  redundancy_type = "ZRS"
  storage_class   = "Standard"
  tags = {
    environment = "account"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "account"
  }

  lifecycle_rule {
    enabled = true
    id      = "retention"
    prefix  = ""

    abort_multipart_upload {
      days = 7
    }

    expiration {
      days = 1095
    }

    noncurrent_version_expiration {
      days = 30
    }
  }

  logging {
    target_bucket = alicloud_oss_bucket.audit-access-logs.id
    target_prefix = "requests/"
  }

  server_side_encryption_rule {
    sse_algorithm = "AES256"
  }

  versioning {
    status = "Enabled"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_oss_bucket" "audit-access-logs" {
  bucket          = "ainav-audit-1234567890123456-log"
  force_destroy   = false
  redundancy_type = "ZRS"
  storage_class   = "Standard"
  tags = {
    environment = "account"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "account"
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
    prevent_destroy = true
  }
}

resource "alicloud_oss_bucket_acl" "audit-access-logs_acl_5F15CBED" {
  acl    = "private"
  bucket = alicloud_oss_bucket.audit-access-logs.id
}

resource "alicloud_oss_bucket_acl" "audit_acl_930172DB" {
  acl    = "private"
  bucket = alicloud_oss_bucket.audit.id
}

resource "alicloud_oss_bucket_https_config" "audit-access-logs_https_860DC0D5" {
  bucket       = alicloud_oss_bucket.audit-access-logs.id
  enable       = true
  tls_versions = ["TLSv1.2", "TLSv1.3"]
}

resource "alicloud_oss_bucket_https_config" "audit_https_92917881" {
  bucket       = alicloud_oss_bucket.audit.id
  enable       = true
  tls_versions = ["TLSv1.2", "TLSv1.3"]
}

resource "alicloud_oss_bucket_policy" "audit-access-logs_policy_9A50D4A7" {
  bucket = alicloud_oss_bucket.audit-access-logs.id
  policy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":[\"*\"],\"Action\":[\"oss:*\"],\"Resource\":[\"acs:oss:*:*:ainav-audit-1234567890123456-log\",\"acs:oss:*:*:ainav-audit-1234567890123456-log/*\"],\"Condition\":{\"Bool\":{\"acs:SecureTransport\":[\"false\"]}}}]}"
}

resource "alicloud_oss_bucket_policy" "audit_policy_59CC5959" {
  bucket = alicloud_oss_bucket.audit.id
  policy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":[\"*\"],\"Action\":[\"oss:*\"],\"Resource\":[\"acs:oss:*:*:ainav-audit-1234567890123456\",\"acs:oss:*:*:ainav-audit-1234567890123456/*\"],\"Condition\":{\"Bool\":{\"acs:SecureTransport\":[\"false\"]}}}]}"
}

resource "alicloud_oss_bucket_public_access_block" "audit-access-logs_public-access-block_E8F694A7" {
  block_public_access = true
  bucket              = alicloud_oss_bucket.audit-access-logs.id
}

resource "alicloud_oss_bucket_public_access_block" "audit_public-access-block_6EA5D422" {
  block_public_access = true
  bucket              = alicloud_oss_bucket.audit.id
}

resource "alicloud_ram_account_password_policy" "login-policy_passwords_4016C99B" {
  hard_expiry                  = false
  max_login_attempts           = 5
  max_password_age             = 90
  minimum_password_length      = 14
  password_reuse_prevention    = 24
  require_lowercase_characters = true
  require_numbers              = true
  require_symbols              = true
  require_uppercase_characters = true
}

resource "alicloud_ram_policy" "deploy-role_policy_315B7B0F" {
  description     = "Deploys the environments"
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"alb:*\",\"cms:*\",\"cr:*\",\"cs:*\",\"ecs:*\",\"ess:*\",\"kvstore:*\",\"log:*\",\"oos:*\",\"pvtz:*\",\"rds:*\",\"vpc:*\"],\"Resource\":[\"*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetBucket*\",\"oss:ListBuckets\",\"oss:GetBucketInfo\",\"oss:PutBucket*\",\"oss:DeleteBucket*\"],\"Resource\":[\"acs:oss:*:*:ainav-*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListBuckets\"],\"Resource\":[\"*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:ainav-*-bundles-*/hosts/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:*\"],\"Resource\":[\"acs:kms:*:*:secret/ainav/*\",\"acs:kms:*:*:secret/oos/ainav/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:Encrypt\",\"kms:Decrypt\",\"kms:GenerateDataKey\"],\"Resource\":[\"acs:kms:*:*:key/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"ram:PassRole\"],\"Resource\":[\"acs:ram:*:1234567890123456:role/ainav-disaster-recovery-app\",\"acs:ram:*:1234567890123456:role/ainav-disaster-recovery-worker\",\"acs:ram:*:1234567890123456:role/ainav-disaster-recovery-search\",\"acs:ram:*:1234567890123456:role/ainav-disaster-recovery-bastion\",\"acs:ram:*:1234567890123456:role/ainav-production-app\",\"acs:ram:*:1234567890123456:role/ainav-production-worker\",\"acs:ram:*:1234567890123456:role/ainav-production-search\",\"acs:ram:*:1234567890123456:role/ainav-production-bastion\",\"acs:ram:*:1234567890123456:role/ainav-staging-app\",\"acs:ram:*:1234567890123456:role/ainav-staging-worker\",\"acs:ram:*:1234567890123456:role/ainav-staging-search\",\"acs:ram:*:1234567890123456:role/ainav-staging-bastion\"],\"Condition\":{\"StringEquals\":{\"acs:Service\":[\"ecs.aliyuncs.com\"]}}},{\"Effect\":\"Allow\",\"Action\":[\"ram:PassRole\"],\"Resource\":[\"acs:ram:*:1234567890123456:role/ainav-disaster-recovery-refresh\",\"acs:ram:*:1234567890123456:role/ainav-production-refresh\",\"acs:ram:*:1234567890123456:role/ainav-staging-refresh\"],\"Condition\":{\"StringEquals\":{\"acs:Service\":[\"oos.aliyuncs.com\"]}}},{\"Effect\":\"Allow\",\"Action\":[\"ram:CreateServiceLinkedRole\",\"ram:Get*\",\"ram:List*\"],\"Resource\":[\"*\"]},{\"Effect\":\"Deny\",\"Action\":[\"oss:DeleteBucket*\",\"oss:PutBucket*\"],\"Resource\":[\"acs:oss:*:*:ainav-terraform-state-1234567890123456*\",\"acs:oss:*:*:ainav-audit-1234567890123456*\"]},{\"Effect\":\"Deny\",\"Action\":[\"oss:PutBucketReplication\",\"oss:DeleteBucketReplication\"],\"Resource\":[\"*\"]},{\"Effect\":\"Deny\",\"Action\":[\"log:*\"],\"Resource\":[\"acs:log:*:*:project/ainav-audit-1234567890123456\",\"acs:log:*:*:project/ainav-audit-1234567890123456/*\"]},{\"Effect\":\"Deny\",\"Action\":[\"ecs:*Command\",\"ecs:SendFile\",\"ecs:StartTerminalSession\"],\"Resource\":[\"*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:ainav-terraform-state-1234567890123456\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\"],\"Resource\":[\"acs:oss:*:*:ainav-terraform-state-1234567890123456/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/operations\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/network\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/data\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/cluster\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/compute\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/edge\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/platform\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/workloads\"]},{\"Effect\":\"Allow\",\"Action\":[\"ots:GetRow\",\"ots:PutRow\",\"ots:DeleteRow\",\"ots:DescribeTable\"],\"Resource\":[\"acs:ots:*:*:instance/ainav-0123456/table/terraform_locks\"]}]}"
  policy_name     = "ainav-terraform-deploy"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "account"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "account"
  }
}

resource "alicloud_ram_policy" "plan-role_policy_0F3FA253" {
  description     = "Reads what Terraform manages, for plans of pull requests"
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\"],\"Resource\":[\"acs:oss:*:*:ainav-*-bundles-*/hosts/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"alb:Describe*\",\"alb:Get*\",\"alb:List*\",\"alb:Query*\",\"cms:Describe*\",\"cms:Get*\",\"cms:List*\",\"cms:Query*\",\"cr:Describe*\",\"cr:Get*\",\"cr:List*\",\"cr:Query*\",\"cs:Describe*\",\"cs:Get*\",\"cs:List*\",\"cs:Query*\",\"ecs:Describe*\",\"ecs:Get*\",\"ecs:List*\",\"ecs:Query*\",\"ess:Describe*\",\"ess:Get*\",\"ess:List*\",\"ess:Query*\",\"kvstore:Describe*\",\"kvstore:Get*\",\"kvstore:List*\",\"kvstore:Query*\",\"log:Describe*\",\"log:Get*\",\"log:List*\",\"log:Query*\",\"oos:Describe*\",\"oos:Get*\",\"oos:List*\",\"oos:Query*\",\"pvtz:Describe*\",\"pvtz:Get*\",\"pvtz:List*\",\"pvtz:Query*\",\"rds:Describe*\",\"rds:Get*\",\"rds:List*\",\"rds:Query*\",\"vpc:Describe*\",\"vpc:Get*\",\"vpc:List*\",\"vpc:Query*\",\"oss:GetBucket*\",\"oss:ListBuckets\",\"oss:GetBucketInfo\",\"ots:GetInstance\",\"ots:ListInstance\",\"ots:DescribeTable\",\"ots:ListTable\",\"ram:Get*\",\"ram:List*\",\"ims:Get*\",\"ims:List*\",\"actiontrail:Describe*\",\"actiontrail:Get*\",\"actiontrail:List*\"],\"Resource\":[\"*\"]},{\"Effect\":\"Deny\",\"Action\":[\"log:GetLogStoreLogs\",\"log:GetCursorOrData\",\"log:PullLogs\",\"cr:GetAuthorizationToken\",\"cr:PullRepository\"],\"Resource\":[\"*\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:DescribeSecret\",\"kms:GetSecretValue\"],\"Resource\":[\"acs:kms:*:*:secret/ainav/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:ainav-terraform-state-1234567890123456\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\"],\"Resource\":[\"acs:oss:*:*:ainav-terraform-state-1234567890123456/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"ots:GetRow\",\"ots:PutRow\",\"ots:DeleteRow\",\"ots:DescribeTable\"],\"Resource\":[\"acs:ots:*:*:instance/ainav-0123456/table/terraform_locks\"]}]}"
  policy_name     = "ainav-terraform-plan"
  rotate_strategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded"
  tags = {
    environment = "account"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "account"
  }
}

resource "alicloud_ram_role" "deploy-role" {
  assume_role_policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Federated\":[\"acs:ram::1234567890123456:oidc-provider/ainav-github\"]},\"Condition\":{\"StringEquals\":{\"oidc:iss\":[\"https://token.actions.githubusercontent.com\"],\"oidc:aud\":[\"sts.aliyuncs.com\"],\"oidc:sub\":[\"repo:ainav/infrastructure:environment:disaster-recovery\",\"repo:ainav/infrastructure:environment:production\",\"repo:ainav/infrastructure:environment:staging\"]}}}]}"
  description                 = "Deploys the environments"
  max_session_duration        = 3600
  role_name                   = "ainav-terraform-deploy"
  tags = {
    environment = "account"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "account"
  }
}

resource "alicloud_ram_role" "plan-role" {
  assume_role_policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Federated\":[\"acs:ram::1234567890123456:oidc-provider/ainav-github\"]},\"Condition\":{\"StringEquals\":{\"oidc:iss\":[\"https://token.actions.githubusercontent.com\"],\"oidc:aud\":[\"sts.aliyuncs.com\"],\"oidc:sub\":[\"repo:ainav/infrastructure:environment:plan\"]}}}]}"
  description                 = "Reads what Terraform manages, for plans of pull requests"
  max_session_duration        = 3600
  role_name                   = "ainav-terraform-plan"
  tags = {
    environment = "account"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "account"
  }
}

resource "alicloud_ram_role_policy_attachment" "deploy-role_attachment_55D14FF0" {
  policy_name = alicloud_ram_policy.deploy-role_policy_315B7B0F.policy_name
  policy_type = "Custom"
  role_name   = alicloud_ram_role.deploy-role.role_name
}

resource "alicloud_ram_role_policy_attachment" "plan-role_attachment_56FFA8E2" {
  policy_name = alicloud_ram_policy.plan-role_policy_0F3FA253.policy_name
  policy_type = "Custom"
  role_name   = alicloud_ram_role.plan-role.role_name
}

resource "alicloud_ram_security_preference" "login-policy_login_9A07CC4C" {
  allow_user_to_change_password    = true
  allow_user_to_manage_access_keys = false
  allow_user_to_manage_mfa_devices = true
  enable_save_mfa_ticket           = false
  login_session_duration           = 6
  mfa_operation_for_login          = "mandatory"
}

output "audit_bucket" {
  description = "Bucket that keeps the record of every API call"
  value       = alicloud_oss_bucket.audit.id
}

output "audit_log_project" {
  description = "Log project in which API calls are searched"
  value       = alicloud_log_project.audit-logs.project_name
}

output "deploy_role_arn" {
  description = "Role that CI takes on to deploy"
  value       = alicloud_ram_role.deploy-role.arn
}

output "deploy_role_id" {
  description = "The same by its id, as cluster.permissions names it"
  value       = alicloud_ram_role.deploy-role.role_id
}

output "image_registry" {
  description = "Address below which images are pushed and pulled"
  value       = "registry.cn-hongkong.aliyuncs.com/ainav"
}

output "monthly_budget_usd" {
  description = "Amount of the budget, in US dollars"
  value       = "620"
}

output "oidc_provider_arn" {
  description = "Identity provider that CI names when it asks for keys"
  value       = "acs:ram::1234567890123456:oidc-provider/ainav-github"
}

output "plan_role_arn" {
  description = "Role that CI takes on to make plans"
  value       = alicloud_ram_role.plan-role.arn
}

output "plan_role_id" {
  description = "The same by its id, as cluster.permissions names it"
  value       = alicloud_ram_role.plan-role.role_id
}
