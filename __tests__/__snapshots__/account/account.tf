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

provider "alicloud" {
  alias  = "cn-heyuan"
  region = "cn-heyuan"

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

  lifecycle {
    ignore_changes = [oss_write_role_arn]
  }
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

resource "alicloud_log_resource_record" "audit-alarm-contacts_action-policy_85287D2F" {
  provider      = alicloud.cn-heyuan
  record_id     = "ainav-audit"
  resource_name = "sls.alert.action_policy"
  tag           = "ainav-audit"
  value         = "{\"action_policy_id\":\"ainav-audit\",\"action_policy_name\":\"ainav-audit\",\"is_default\":false,\"labels\":{},\"primary_policy_script\":\"fire(type=\\\"email\\\", users=[], groups=[\\\"ainav-audit\\\"], oncall_groups=[], receiver_type=\\\"static\\\", external_url=\\\"\\\", external_headers={}, template_id=\\\"sls.builtin.en\\\", period=\\\"any\\\")\",\"secondary_policy_script\":\"fire(type=\\\"email\\\", users=[], groups=[\\\"ainav-audit\\\"], oncall_groups=[], receiver_type=\\\"static\\\", external_url=\\\"\\\", external_headers={}, template_id=\\\"sls.builtin.en\\\", period=\\\"any\\\")\",\"escalation_start_enabled\":false,\"escalation_start_timeout\":\"10m\",\"escalation_inprogress_enabled\":false,\"escalation_inprogress_timeout\":\"30m\",\"escalation_enabled\":false,\"escalation_timeout\":\"1h\"}"

  depends_on = [alicloud_log_resource_record.audit-alarm-contacts_group_4FC361C5]
}

resource "alicloud_log_resource_record" "audit-alarm-contacts_contact-operations_48528D92" {
  provider      = alicloud.cn-heyuan
  record_id     = "ainav-audit-operations"
  resource_name = "sls.common.user"
  tag           = "operations"
  value         = "{\"user_id\":\"ainav-audit-operations\",\"user_name\":\"operations\",\"email\":[\"operations@ainav.cn\"],\"enabled\":true}"
}

resource "alicloud_log_resource_record" "audit-alarm-contacts_group_4FC361C5" {
  provider      = alicloud.cn-heyuan
  record_id     = "ainav-audit"
  resource_name = "sls.common.user_group"
  tag           = "ainav-audit"
  value         = "{\"user_group_id\":\"ainav-audit\",\"user_group_name\":\"ainav-audit\",\"enabled\":true,\"members\":[\"ainav-audit-operations\"]}"

  depends_on = [alicloud_log_resource_record.audit-alarm-contacts_contact-operations_48528D92]
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
    ignore_changes  = [policy, cors_rule]
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
    ignore_changes  = [policy, cors_rule]
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
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"alb:*\",\"cms:*\",\"cr:*\",\"cs:*\",\"ecs:*\",\"ess:*\",\"kvstore:*\",\"log:*\",\"oos:*\",\"pvtz:*\",\"rds:*\",\"vpc:*\"],\"Resource\":[\"*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetBucket*\",\"oss:ListBuckets\",\"oss:GetBucketInfo\",\"oss:PutBucket*\",\"oss:DeleteBucket*\"],\"Resource\":[\"acs:oss:*:*:ainav-*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListBuckets\"],\"Resource\":[\"*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\",\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:ainav-*-bundles-*/hosts/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:*\"],\"Resource\":[\"acs:kms:*:*:secret/ainav/*\",\"acs:kms:*:*:secret/oos/ainav/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"kms:Encrypt\",\"kms:Decrypt\",\"kms:GenerateDataKey\"],\"Resource\":[\"acs:kms:*:*:key/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"ram:PassRole\"],\"Resource\":[\"acs:ram:*:1234567890123456:role/ainav-disaster-recovery-app\",\"acs:ram:*:1234567890123456:role/ainav-disaster-recovery-worker\",\"acs:ram:*:1234567890123456:role/ainav-disaster-recovery-search\",\"acs:ram:*:1234567890123456:role/ainav-disaster-recovery-bastion\",\"acs:ram:*:1234567890123456:role/ainav-production-app\",\"acs:ram:*:1234567890123456:role/ainav-production-worker\",\"acs:ram:*:1234567890123456:role/ainav-production-search\",\"acs:ram:*:1234567890123456:role/ainav-production-bastion\",\"acs:ram:*:1234567890123456:role/ainav-staging-app\",\"acs:ram:*:1234567890123456:role/ainav-staging-worker\",\"acs:ram:*:1234567890123456:role/ainav-staging-search\",\"acs:ram:*:1234567890123456:role/ainav-staging-bastion\"],\"Condition\":{\"StringEquals\":{\"acs:Service\":[\"ecs.aliyuncs.com\"]}}},{\"Effect\":\"Allow\",\"Action\":[\"ram:CreateServiceLinkedRole\",\"ram:Get*\",\"ram:List*\"],\"Resource\":[\"*\"]},{\"Effect\":\"Deny\",\"Action\":[\"oss:DeleteBucket*\",\"oss:PutBucket*\"],\"Resource\":[\"acs:oss:*:*:ainav-terraform-state-1234567890123456*\",\"acs:oss:*:*:ainav-audit-1234567890123456*\"]},{\"Effect\":\"Deny\",\"Action\":[\"oss:PutBucketReplication\",\"oss:DeleteBucketReplication\"],\"Resource\":[\"*\"]},{\"Effect\":\"Deny\",\"Action\":[\"log:*\"],\"Resource\":[\"acs:log:*:*:project/ainav-audit-1234567890123456\",\"acs:log:*:*:project/ainav-audit-1234567890123456/*\",\"acs:log:*:*:resource/*\"]},{\"Effect\":\"Deny\",\"Action\":[\"ecs:*Command\",\"ecs:SendFile\",\"ecs:StartTerminalSession\"],\"Resource\":[\"*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:ListObjects\",\"oss:GetBucketInfo\"],\"Resource\":[\"acs:oss:*:*:ainav-terraform-state-1234567890123456\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\"],\"Resource\":[\"acs:oss:*:*:ainav-terraform-state-1234567890123456/*\"]},{\"Effect\":\"Allow\",\"Action\":[\"oss:PutObject\",\"oss:DeleteObject\"],\"Resource\":[\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/operations\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/network\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/data\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/cluster\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/compute\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/rollout\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/edge\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/platform\",\"acs:oss:*:*:ainav-terraform-state-1234567890123456/ainav/*/workloads\"]},{\"Effect\":\"Allow\",\"Action\":[\"ots:GetRow\",\"ots:PutRow\",\"ots:DeleteRow\",\"ots:DescribeTable\"],\"Resource\":[\"acs:ots:*:*:instance/ainav-0123456/table/terraform_locks\"]}]}"
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

resource "alicloud_sls_alert" "audit-trail_access-key-made_509CB0D3" {
  alert_name   = "ainav-audit-access-key-made"
  display_name = "ainav-audit-access-key-made"
  project_name = alicloud_log_project.audit-logs.project_name
  status       = "ENABLED"

  configuration {
    version          = "2.0"
    auto_annotation  = false
    dashboard        = "internal-alert-analysis"
    no_data_fire     = false
    no_data_severity = 6
    send_resolved    = false
    threshold        = 1
    type             = "default"

    annotations {
      key   = "title"
      value = "An access key was made, or switched on again"
    }

    annotations {
      key   = "desc"
      value = "$${who} ($${identity}) did, or tried: $${events}; $${times} times, from $${addresses}. What to do: docs/runbooks/alarms.md"
    }

    group_configuration {
      fields = ["who"]
      type   = "custom"
    }

    policy_configuration {
      action_policy_id = alicloud_log_resource_record.audit-alarm-contacts_action-policy_85287D2F.record_id
      alert_policy_id  = "sls.builtin.dynamic"
      repeat_interval  = "1h"
    }

    query_list {
      end            = "now"
      power_sql_mode = "disable"
      project        = alicloud_log_project.audit-logs.project_name
      query          = "(event.eventName: CreateAccessKey or event.eventName: UpdateAccessKey) | select coalesce(\"event.userIdentity.userName\", \"event.userIdentity.principalId\", 'somebody') as who, arbitrary(\"event.userIdentity.type\") as identity, array_join(array_agg(distinct \"event.eventName\"), ', ') as events, count(1) as times, array_join(array_agg(distinct \"event.sourceIpAddress\"), ', ') as addresses from log group by who limit 100"
      region         = "cn-hongkong"
      start          = "-20m"
      store          = "actiontrail_ainav-audit"
      store_type     = "log"
      time_span_type = "Relative"
    }

    severity_configurations {
      severity = 10

      eval_condition {
        count_condition = "__count__ > 0"
      }
    }

    sink_alerthub {
      enabled = true
    }

    sink_cms {
      enabled = false
    }

    sink_event_store {
      enabled = false
    }
  }

  schedule {
    interval = "5m"
    type     = "FixedRate"
  }

  lifecycle {
    ignore_changes = [
      configuration[0].mute_until,
      configuration[0].condition_configuration,
      configuration[0].join_configurations,
      configuration[0].template_configuration,
    ]
  }

  depends_on = [alicloud_actiontrail_trail.audit-trail]
}

resource "alicloud_sls_alert" "audit-trail_administrator-made_2C5ABBC6" {
  alert_name   = "ainav-audit-administrator-made"
  display_name = "ainav-audit-administrator-made"
  project_name = alicloud_log_project.audit-logs.project_name
  status       = "ENABLED"

  configuration {
    version          = "2.0"
    auto_annotation  = false
    dashboard        = "internal-alert-analysis"
    no_data_fire     = false
    no_data_severity = 6
    send_resolved    = false
    threshold        = 1
    type             = "default"

    annotations {
      key   = "title"
      value = "Somebody was given all permissions"
    }

    annotations {
      key   = "desc"
      value = "$${who} ($${identity}) did, or tried: $${events}; $${times} times, from $${addresses}. What to do: docs/runbooks/alarms.md"
    }

    group_configuration {
      fields = ["who"]
      type   = "custom"
    }

    policy_configuration {
      action_policy_id = alicloud_log_resource_record.audit-alarm-contacts_action-policy_85287D2F.record_id
      alert_policy_id  = "sls.builtin.dynamic"
      repeat_interval  = "1h"
    }

    query_list {
      end            = "now"
      power_sql_mode = "disable"
      project        = alicloud_log_project.audit-logs.project_name
      query          = "(event.serviceName: Ram or event.serviceName: Ims or event.serviceName: ResourceManager) and (event.eventName: AttachPolicy or event.eventName: AttachPolicyToGroup or event.eventName: AttachPolicyToRole or event.eventName: AttachPolicyToUser) | select coalesce(\"event.userIdentity.userName\", \"event.userIdentity.principalId\", 'somebody') as who, arbitrary(\"event.userIdentity.type\") as identity, array_join(array_agg(distinct \"event.eventName\"), ', ') as events, count(1) as times, array_join(array_agg(distinct \"event.sourceIpAddress\"), ', ') as addresses from log where \"event.requestParameterJson\" like '%AdministratorAccess%' group by who limit 100"
      region         = "cn-hongkong"
      start          = "-20m"
      store          = "actiontrail_ainav-audit"
      store_type     = "log"
      time_span_type = "Relative"
    }

    severity_configurations {
      severity = 10

      eval_condition {
        count_condition = "__count__ > 0"
      }
    }

    sink_alerthub {
      enabled = true
    }

    sink_cms {
      enabled = false
    }

    sink_event_store {
      enabled = false
    }
  }

  schedule {
    interval = "5m"
    type     = "FixedRate"
  }

  lifecycle {
    ignore_changes = [
      configuration[0].mute_until,
      configuration[0].condition_configuration,
      configuration[0].join_configurations,
      configuration[0].template_configuration,
    ]
  }

  depends_on = [alicloud_actiontrail_trail.audit-trail]
}

resource "alicloud_sls_alert" "audit-trail_bucket-access-changed_91186E21" {
  alert_name   = "ainav-audit-bucket-access-changed"
  display_name = "ainav-audit-bucket-access-changed"
  project_name = alicloud_log_project.audit-logs.project_name
  status       = "ENABLED"

  configuration {
    version          = "2.0"
    auto_annotation  = false
    dashboard        = "internal-alert-analysis"
    no_data_fire     = false
    no_data_severity = 6
    send_resolved    = false
    threshold        = 1
    type             = "default"

    annotations {
      key   = "title"
      value = "Who may reach a bucket was changed, and not by a deploy"
    }

    annotations {
      key   = "desc"
      value = "$${who} ($${identity}) did, or tried: $${events}; $${times} times, from $${addresses}. What to do: docs/runbooks/alarms.md"
    }

    group_configuration {
      fields = ["who"]
      type   = "custom"
    }

    policy_configuration {
      action_policy_id = alicloud_log_resource_record.audit-alarm-contacts_action-policy_85287D2F.record_id
      alert_policy_id  = "sls.builtin.dynamic"
      repeat_interval  = "1h"
    }

    query_list {
      end            = "now"
      power_sql_mode = "disable"
      project        = alicloud_log_project.audit-logs.project_name
      query          = "(event.serviceName: Oss) and (event.eventName: PutBucketAcl or event.eventName: PutBucketPolicy or event.eventName: DeleteBucketPolicy or event.eventName: PutBucketPublicAccessBlock or event.eventName: DeleteBucketPublicAccessBlock or event.eventName: PutPublicAccessBlock or event.eventName: DeletePublicAccessBlock or event.eventName: PutBucketCors or event.eventName: DeleteBucketCors or event.eventName: PutBucketReplication or event.eventName: DeleteBucketReplication or event.eventName: PutBucketLogging or event.eventName: DeleteBucketLogging) | select coalesce(\"event.userIdentity.userName\", \"event.userIdentity.principalId\", 'somebody') as who, arbitrary(\"event.userIdentity.type\") as identity, array_join(array_agg(distinct \"event.eventName\"), ', ') as events, count(1) as times, array_join(array_agg(distinct \"event.sourceIpAddress\"), ', ') as addresses from log where coalesce(\"event.userIdentity.userName\", '') not like '${alicloud_ram_role.deploy-role.role_name}:%' group by who limit 100"
      region         = "cn-hongkong"
      start          = "-20m"
      store          = "actiontrail_ainav-audit"
      store_type     = "log"
      time_span_type = "Relative"
    }

    severity_configurations {
      severity = 6

      eval_condition {
        count_condition = "__count__ > 0"
      }
    }

    sink_alerthub {
      enabled = true
    }

    sink_cms {
      enabled = false
    }

    sink_event_store {
      enabled = false
    }
  }

  schedule {
    interval = "5m"
    type     = "FixedRate"
  }

  lifecycle {
    ignore_changes = [
      configuration[0].mute_until,
      configuration[0].condition_configuration,
      configuration[0].join_configurations,
      configuration[0].template_configuration,
    ]
  }

  depends_on = [alicloud_actiontrail_trail.audit-trail]
}

resource "alicloud_sls_alert" "audit-trail_login-rules-changed_6C346751" {
  alert_name   = "ainav-audit-login-rules-changed"
  display_name = "ainav-audit-login-rules-changed"
  project_name = alicloud_log_project.audit-logs.project_name
  status       = "ENABLED"

  configuration {
    version          = "2.0"
    auto_annotation  = false
    dashboard        = "internal-alert-analysis"
    no_data_fire     = false
    no_data_severity = 6
    send_resolved    = false
    threshold        = 1
    type             = "default"

    annotations {
      key   = "title"
      value = "The rules of logins, or those who vouch for identities, were changed"
    }

    annotations {
      key   = "desc"
      value = "$${who} ($${identity}) did, or tried: $${events}; $${times} times, from $${addresses}. What to do: docs/runbooks/alarms.md"
    }

    group_configuration {
      fields = ["who"]
      type   = "custom"
    }

    policy_configuration {
      action_policy_id = alicloud_log_resource_record.audit-alarm-contacts_action-policy_85287D2F.record_id
      alert_policy_id  = "sls.builtin.dynamic"
      repeat_interval  = "1h"
    }

    query_list {
      end            = "now"
      power_sql_mode = "disable"
      project        = alicloud_log_project.audit-logs.project_name
      query          = "(event.serviceName: Ram or event.serviceName: Ims or event.serviceName: ResourceManager) and (event.eventName: SetPasswordPolicy or event.eventName: SetSecurityPreference or event.eventName: SetUserSsoSettings or event.eventName: UnbindMFADevice or event.eventName: DisableVirtualMFA or event.eventName: DeleteVirtualMFADevice or event.eventName: CreateOIDCProvider or event.eventName: UpdateOIDCProvider or event.eventName: DeleteOIDCProvider or event.eventName: AddClientIdToOIDCProvider or event.eventName: AddFingerprintToOIDCProvider or event.eventName: CreateSAMLProvider or event.eventName: UpdateSAMLProvider or event.eventName: DeleteSAMLProvider) | select coalesce(\"event.userIdentity.userName\", \"event.userIdentity.principalId\", 'somebody') as who, arbitrary(\"event.userIdentity.type\") as identity, array_join(array_agg(distinct \"event.eventName\"), ', ') as events, count(1) as times, array_join(array_agg(distinct \"event.sourceIpAddress\"), ', ') as addresses from log group by who limit 100"
      region         = "cn-hongkong"
      start          = "-20m"
      store          = "actiontrail_ainav-audit"
      store_type     = "log"
      time_span_type = "Relative"
    }

    severity_configurations {
      severity = 10

      eval_condition {
        count_condition = "__count__ > 0"
      }
    }

    sink_alerthub {
      enabled = true
    }

    sink_cms {
      enabled = false
    }

    sink_event_store {
      enabled = false
    }
  }

  schedule {
    interval = "5m"
    type     = "FixedRate"
  }

  lifecycle {
    ignore_changes = [
      configuration[0].mute_until,
      configuration[0].condition_configuration,
      configuration[0].join_configurations,
      configuration[0].template_configuration,
    ]
  }

  depends_on = [alicloud_actiontrail_trail.audit-trail]
}

resource "alicloud_sls_alert" "audit-trail_login-without-second-factor_FF37B9C2" {
  alert_name   = "ainav-audit-login-without-second-factor"
  display_name = "ainav-audit-login-without-second-factor"
  project_name = alicloud_log_project.audit-logs.project_name
  status       = "ENABLED"

  configuration {
    version          = "2.0"
    auto_annotation  = false
    dashboard        = "internal-alert-analysis"
    no_data_fire     = false
    no_data_severity = 6
    send_resolved    = false
    threshold        = 1
    type             = "default"

    annotations {
      key   = "title"
      value = "A user logged in with a password alone"
    }

    annotations {
      key   = "desc"
      value = "$${who} ($${identity}) did, or tried: $${events}; $${times} times, from $${addresses}. What to do: docs/runbooks/alarms.md"
    }

    group_configuration {
      fields = ["who"]
      type   = "custom"
    }

    policy_configuration {
      action_policy_id = alicloud_log_resource_record.audit-alarm-contacts_action-policy_85287D2F.record_id
      alert_policy_id  = "sls.builtin.dynamic"
      repeat_interval  = "1h"
    }

    query_list {
      end            = "now"
      power_sql_mode = "disable"
      project        = alicloud_log_project.audit-logs.project_name
      query          = "(event.eventName: ConsoleSignin) and (event.userIdentity.type: ram-user) and (event.additionalEventData.mfaChecked: false) and (event.errorCode: null or not event.errorCode: *) | select coalesce(\"event.userIdentity.userName\", \"event.userIdentity.principalId\", 'somebody') as who, arbitrary(\"event.userIdentity.type\") as identity, array_join(array_agg(distinct \"event.eventName\"), ', ') as events, count(1) as times, array_join(array_agg(distinct \"event.sourceIpAddress\"), ', ') as addresses from log group by who limit 100"
      region         = "cn-hongkong"
      start          = "-20m"
      store          = "actiontrail_ainav-audit"
      store_type     = "log"
      time_span_type = "Relative"
    }

    severity_configurations {
      severity = 10

      eval_condition {
        count_condition = "__count__ > 0"
      }
    }

    sink_alerthub {
      enabled = true
    }

    sink_cms {
      enabled = false
    }

    sink_event_store {
      enabled = false
    }
  }

  schedule {
    interval = "5m"
    type     = "FixedRate"
  }

  lifecycle {
    ignore_changes = [
      configuration[0].mute_until,
      configuration[0].condition_configuration,
      configuration[0].join_configurations,
      configuration[0].template_configuration,
    ]
  }

  depends_on = [alicloud_actiontrail_trail.audit-trail]
}

resource "alicloud_sls_alert" "audit-trail_permissions-changed_F2383485" {
  alert_name   = "ainav-audit-permissions-changed"
  display_name = "ainav-audit-permissions-changed"
  project_name = alicloud_log_project.audit-logs.project_name
  status       = "ENABLED"

  configuration {
    version          = "2.0"
    auto_annotation  = false
    dashboard        = "internal-alert-analysis"
    no_data_fire     = false
    no_data_severity = 6
    send_resolved    = false
    threshold        = 1
    type             = "default"

    annotations {
      key   = "title"
      value = "Roles or policies were changed, and not by a deploy"
    }

    annotations {
      key   = "desc"
      value = "$${who} ($${identity}) did, or tried: $${events}; $${times} times, from $${addresses}. What to do: docs/runbooks/alarms.md"
    }

    group_configuration {
      fields = ["who"]
      type   = "custom"
    }

    policy_configuration {
      action_policy_id = alicloud_log_resource_record.audit-alarm-contacts_action-policy_85287D2F.record_id
      alert_policy_id  = "sls.builtin.dynamic"
      repeat_interval  = "1h"
    }

    query_list {
      end            = "now"
      power_sql_mode = "disable"
      project        = alicloud_log_project.audit-logs.project_name
      query          = "(event.serviceName: Ram or event.serviceName: Ims or event.serviceName: ResourceManager) and (event.eventName: CreateRole or event.eventName: UpdateRole or event.eventName: DeleteRole or event.eventName: CreatePolicy or event.eventName: DeletePolicy or event.eventName: CreatePolicyVersion or event.eventName: UpdatePolicyVersion or event.eventName: SetDefaultPolicyVersion or event.eventName: DeletePolicyVersion or event.eventName: AttachPolicy or event.eventName: AttachPolicyToGroup or event.eventName: AttachPolicyToRole or event.eventName: AttachPolicyToUser or event.eventName: DetachPolicy or event.eventName: DetachPolicyFromGroup or event.eventName: DetachPolicyFromRole or event.eventName: DetachPolicyFromUser) | select coalesce(\"event.userIdentity.userName\", \"event.userIdentity.principalId\", 'somebody') as who, arbitrary(\"event.userIdentity.type\") as identity, array_join(array_agg(distinct \"event.eventName\"), ', ') as events, count(1) as times, array_join(array_agg(distinct \"event.sourceIpAddress\"), ', ') as addresses from log where coalesce(\"event.userIdentity.userName\", '') not like '${alicloud_ram_role.deploy-role.role_name}:%' group by who limit 100"
      region         = "cn-hongkong"
      start          = "-20m"
      store          = "actiontrail_ainav-audit"
      store_type     = "log"
      time_span_type = "Relative"
    }

    severity_configurations {
      severity = 6

      eval_condition {
        count_condition = "__count__ > 0"
      }
    }

    sink_alerthub {
      enabled = true
    }

    sink_cms {
      enabled = false
    }

    sink_event_store {
      enabled = false
    }
  }

  schedule {
    interval = "5m"
    type     = "FixedRate"
  }

  lifecycle {
    ignore_changes = [
      configuration[0].mute_until,
      configuration[0].condition_configuration,
      configuration[0].join_configurations,
      configuration[0].template_configuration,
    ]
  }

  depends_on = [alicloud_actiontrail_trail.audit-trail]
}

resource "alicloud_sls_alert" "audit-trail_root-login_4DAE56BE" {
  alert_name   = "ainav-audit-root-login"
  display_name = "ainav-audit-root-login"
  project_name = alicloud_log_project.audit-logs.project_name
  status       = "ENABLED"

  configuration {
    version          = "2.0"
    auto_annotation  = false
    dashboard        = "internal-alert-analysis"
    no_data_fire     = false
    no_data_severity = 6
    send_resolved    = false
    threshold        = 1
    type             = "default"

    annotations {
      key   = "title"
      value = "Somebody logged in as the account's root user"
    }

    annotations {
      key   = "desc"
      value = "$${who} ($${identity}) did, or tried: $${events}; $${times} times, from $${addresses}. What to do: docs/runbooks/alarms.md"
    }

    group_configuration {
      fields = ["who"]
      type   = "custom"
    }

    policy_configuration {
      action_policy_id = alicloud_log_resource_record.audit-alarm-contacts_action-policy_85287D2F.record_id
      alert_policy_id  = "sls.builtin.dynamic"
      repeat_interval  = "1h"
    }

    query_list {
      end            = "now"
      power_sql_mode = "disable"
      project        = alicloud_log_project.audit-logs.project_name
      query          = "(event.eventName: ConsoleSignin) and (event.userIdentity.type: root-account) | select coalesce(\"event.userIdentity.userName\", \"event.userIdentity.principalId\", 'somebody') as who, arbitrary(\"event.userIdentity.type\") as identity, array_join(array_agg(distinct \"event.eventName\"), ', ') as events, count(1) as times, array_join(array_agg(distinct \"event.sourceIpAddress\"), ', ') as addresses from log group by who limit 100"
      region         = "cn-hongkong"
      start          = "-20m"
      store          = "actiontrail_ainav-audit"
      store_type     = "log"
      time_span_type = "Relative"
    }

    severity_configurations {
      severity = 10

      eval_condition {
        count_condition = "__count__ > 0"
      }
    }

    sink_alerthub {
      enabled = true
    }

    sink_cms {
      enabled = false
    }

    sink_event_store {
      enabled = false
    }
  }

  schedule {
    interval = "5m"
    type     = "FixedRate"
  }

  lifecycle {
    ignore_changes = [
      configuration[0].mute_until,
      configuration[0].condition_configuration,
      configuration[0].join_configurations,
      configuration[0].template_configuration,
    ]
  }

  depends_on = [alicloud_actiontrail_trail.audit-trail]
}

resource "alicloud_sls_alert" "audit-trail_security-group-changed_A3220B15" {
  alert_name   = "ainav-audit-security-group-changed"
  display_name = "ainav-audit-security-group-changed"
  project_name = alicloud_log_project.audit-logs.project_name
  status       = "ENABLED"

  configuration {
    version          = "2.0"
    auto_annotation  = false
    dashboard        = "internal-alert-analysis"
    no_data_fire     = false
    no_data_severity = 6
    send_resolved    = false
    threshold        = 1
    type             = "default"

    annotations {
      key   = "title"
      value = "A security group was changed, and not by a deploy"
    }

    annotations {
      key   = "desc"
      value = "$${who} ($${identity}) did, or tried: $${events}; $${times} times, from $${addresses}. What to do: docs/runbooks/alarms.md"
    }

    group_configuration {
      fields = ["who"]
      type   = "custom"
    }

    policy_configuration {
      action_policy_id = alicloud_log_resource_record.audit-alarm-contacts_action-policy_85287D2F.record_id
      alert_policy_id  = "sls.builtin.dynamic"
      repeat_interval  = "1h"
    }

    query_list {
      end            = "now"
      power_sql_mode = "disable"
      project        = alicloud_log_project.audit-logs.project_name
      query          = "(event.serviceName: Ecs) and (event.eventName: CreateSecurityGroup or event.eventName: DeleteSecurityGroup or event.eventName: ModifySecurityGroupPolicy or event.eventName: ModifySecurityGroupRule or event.eventName: ModifySecurityGroupEgressRule or event.eventName: AuthorizeSecurityGroup or event.eventName: AuthorizeSecurityGroupEgress or event.eventName: RevokeSecurityGroup or event.eventName: RevokeSecurityGroupEgress or event.eventName: ConfigureSecurityGroupPermissions or event.eventName: JoinSecurityGroup or event.eventName: LeaveSecurityGroup) | select coalesce(\"event.userIdentity.userName\", \"event.userIdentity.principalId\", 'somebody') as who, arbitrary(\"event.userIdentity.type\") as identity, array_join(array_agg(distinct \"event.eventName\"), ', ') as events, count(1) as times, array_join(array_agg(distinct \"event.sourceIpAddress\"), ', ') as addresses from log where coalesce(\"event.userIdentity.userName\", '') not like '${alicloud_ram_role.deploy-role.role_name}:%' group by who limit 100"
      region         = "cn-hongkong"
      start          = "-20m"
      store          = "actiontrail_ainav-audit"
      store_type     = "log"
      time_span_type = "Relative"
    }

    severity_configurations {
      severity = 6

      eval_condition {
        count_condition = "__count__ > 0"
      }
    }

    sink_alerthub {
      enabled = true
    }

    sink_cms {
      enabled = false
    }

    sink_event_store {
      enabled = false
    }
  }

  schedule {
    interval = "5m"
    type     = "FixedRate"
  }

  lifecycle {
    ignore_changes = [
      configuration[0].mute_until,
      configuration[0].condition_configuration,
      configuration[0].join_configurations,
      configuration[0].template_configuration,
    ]
  }

  depends_on = [alicloud_actiontrail_trail.audit-trail]
}

resource "alicloud_sls_alert" "audit-trail_trail-changed_9B2BD288" {
  alert_name   = "ainav-audit-trail-changed"
  display_name = "ainav-audit-trail-changed"
  project_name = alicloud_log_project.audit-logs.project_name
  status       = "ENABLED"

  configuration {
    version          = "2.0"
    auto_annotation  = false
    dashboard        = "internal-alert-analysis"
    no_data_fire     = false
    no_data_severity = 6
    send_resolved    = false
    threshold        = 1
    type             = "default"

    annotations {
      key   = "title"
      value = "The audit trail was stopped, changed or deleted"
    }

    annotations {
      key   = "desc"
      value = "$${who} ($${identity}) did, or tried: $${events}; $${times} times, from $${addresses}. What to do: docs/runbooks/alarms.md"
    }

    group_configuration {
      fields = ["who"]
      type   = "custom"
    }

    policy_configuration {
      action_policy_id = alicloud_log_resource_record.audit-alarm-contacts_action-policy_85287D2F.record_id
      alert_policy_id  = "sls.builtin.dynamic"
      repeat_interval  = "1h"
    }

    query_list {
      end            = "now"
      power_sql_mode = "disable"
      project        = alicloud_log_project.audit-logs.project_name
      query          = "(event.serviceName: Actiontrail) and (event.eventName: StopLogging or event.eventName: UpdateTrail or event.eventName: DeleteTrail) | select coalesce(\"event.userIdentity.userName\", \"event.userIdentity.principalId\", 'somebody') as who, arbitrary(\"event.userIdentity.type\") as identity, array_join(array_agg(distinct \"event.eventName\"), ', ') as events, count(1) as times, array_join(array_agg(distinct \"event.sourceIpAddress\"), ', ') as addresses from log group by who limit 100"
      region         = "cn-hongkong"
      start          = "-20m"
      store          = "actiontrail_ainav-audit"
      store_type     = "log"
      time_span_type = "Relative"
    }

    severity_configurations {
      severity = 10

      eval_condition {
        count_condition = "__count__ > 0"
      }
    }

    sink_alerthub {
      enabled = true
    }

    sink_cms {
      enabled = false
    }

    sink_event_store {
      enabled = false
    }
  }

  schedule {
    interval = "5m"
    type     = "FixedRate"
  }

  lifecycle {
    ignore_changes = [
      configuration[0].mute_until,
      configuration[0].condition_configuration,
      configuration[0].join_configurations,
      configuration[0].template_configuration,
    ]
  }

  depends_on = [alicloud_actiontrail_trail.audit-trail]
}

resource "alicloud_sls_alert" "audit-trail_users-changed_511C6C15" {
  alert_name   = "ainav-audit-users-changed"
  display_name = "ainav-audit-users-changed"
  project_name = alicloud_log_project.audit-logs.project_name
  status       = "ENABLED"

  configuration {
    version          = "2.0"
    auto_annotation  = false
    dashboard        = "internal-alert-analysis"
    no_data_fire     = false
    no_data_severity = 6
    send_resolved    = false
    threshold        = 1
    type             = "default"

    annotations {
      key   = "title"
      value = "Users, their passwords or groups were changed, and not by a deploy"
    }

    annotations {
      key   = "desc"
      value = "$${who} ($${identity}) did, or tried: $${events}; $${times} times, from $${addresses}. What to do: docs/runbooks/alarms.md"
    }

    group_configuration {
      fields = ["who"]
      type   = "custom"
    }

    policy_configuration {
      action_policy_id = alicloud_log_resource_record.audit-alarm-contacts_action-policy_85287D2F.record_id
      alert_policy_id  = "sls.builtin.dynamic"
      repeat_interval  = "1h"
    }

    query_list {
      end            = "now"
      power_sql_mode = "disable"
      project        = alicloud_log_project.audit-logs.project_name
      query          = "(event.serviceName: Ram or event.serviceName: Ims or event.serviceName: ResourceManager) and (event.eventName: CreateUser or event.eventName: UpdateUser or event.eventName: DeleteUser or event.eventName: CreateLoginProfile or event.eventName: UpdateLoginProfile or event.eventName: DeleteLoginProfile or event.eventName: DeleteAccessKey or event.eventName: CreateGroup or event.eventName: UpdateGroup or event.eventName: DeleteGroup or event.eventName: AddUserToGroup or event.eventName: RemoveUserFromGroup) | select coalesce(\"event.userIdentity.userName\", \"event.userIdentity.principalId\", 'somebody') as who, arbitrary(\"event.userIdentity.type\") as identity, array_join(array_agg(distinct \"event.eventName\"), ', ') as events, count(1) as times, array_join(array_agg(distinct \"event.sourceIpAddress\"), ', ') as addresses from log where coalesce(\"event.userIdentity.userName\", '') not like '${alicloud_ram_role.deploy-role.role_name}:%' group by who limit 100"
      region         = "cn-hongkong"
      start          = "-20m"
      store          = "actiontrail_ainav-audit"
      store_type     = "log"
      time_span_type = "Relative"
    }

    severity_configurations {
      severity = 6

      eval_condition {
        count_condition = "__count__ > 0"
      }
    }

    sink_alerthub {
      enabled = true
    }

    sink_cms {
      enabled = false
    }

    sink_event_store {
      enabled = false
    }
  }

  schedule {
    interval = "5m"
    type     = "FixedRate"
  }

  lifecycle {
    ignore_changes = [
      configuration[0].mute_until,
      configuration[0].condition_configuration,
      configuration[0].join_configurations,
      configuration[0].template_configuration,
    ]
  }

  depends_on = [alicloud_actiontrail_trail.audit-trail]
}

output "audit_alarm_policy" {
  description = "Policy by which alarms on API calls reach people"
  value       = alicloud_log_resource_record.audit-alarm-contacts_action-policy_85287D2F.record_id
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
