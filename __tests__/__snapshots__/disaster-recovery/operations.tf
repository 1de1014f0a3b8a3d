terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "operations"
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

resource "alicloud_cms_alarm_contact" "contacts_operations_C34AC156" {
  alarm_contact_name = "disaster-recovery-operations"
  channels_mail      = "operations@ainav.cn"
  describe           = "Alarms of ainav-disaster-recovery"
  lang               = "en"

  lifecycle {
    ignore_changes = [channels_mail]
  }
}

resource "alicloud_cms_alarm_contact_group" "contacts" {
  alarm_contact_group_name = "ainav-disaster-recovery"
  contacts                 = [alicloud_cms_alarm_contact.contacts_operations_C34AC156.alarm_contact_name]
  describe                 = "Alarms of ainav-disaster-recovery"
}

resource "alicloud_log_machine_group" "host-logs" {
  identify_list = ["ainav-disaster-recovery-hosts"]
  identify_type = "userdefined"
  name          = "ainav-disaster-recovery-hosts"
  project       = alicloud_log_store.system-log.project_name
}

resource "alicloud_log_project" "logs" {
  description  = "Logs of ainav-disaster-recovery"
  project_name = "ainav-disaster-recovery-operations-1234567890123456"
  tags = {
    environment = "disaster-recovery"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "operations"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_log_store" "audit-log" {
  append_meta           = true
  auto_split            = true
  logstore_name         = "audit"
  max_split_shard_count = 64
  project_name          = alicloud_log_project.logs.project_name
  retention_period      = 180
  shard_count           = 2

  encrypt_conf {
    enable       = true
    encrypt_type = "default"
  }

  lifecycle {
    ignore_changes  = [hot_ttl]
    prevent_destroy = true
  }
}

resource "alicloud_log_store" "requests-log" {
  append_meta           = true
  auto_split            = true
  logstore_name         = "requests"
  max_split_shard_count = 64
  project_name          = alicloud_log_project.logs.project_name
  retention_period      = 180
  shard_count           = 2

  encrypt_conf {
    enable       = true
    encrypt_type = "default"
  }

  lifecycle {
    ignore_changes  = [hot_ttl]
    prevent_destroy = true
  }
}

resource "alicloud_log_store" "services-log" {
  append_meta           = true
  auto_split            = true
  logstore_name         = "services"
  max_split_shard_count = 64
  project_name          = alicloud_log_project.logs.project_name
  retention_period      = 180
  shard_count           = 2

  encrypt_conf {
    enable       = true
    encrypt_type = "default"
  }

  lifecycle {
    ignore_changes  = [hot_ttl]
    prevent_destroy = true
  }
}

resource "alicloud_log_store" "sessions-log" {
  append_meta           = true
  auto_split            = true
  logstore_name         = "sessions"
  max_split_shard_count = 64
  project_name          = alicloud_log_project.logs.project_name
  retention_period      = 180
  shard_count           = 2

  encrypt_conf {
    enable       = true
    encrypt_type = "default"
  }

  lifecycle {
    ignore_changes  = [hot_ttl]
    prevent_destroy = true
  }
}

resource "alicloud_log_store" "system-log" {
  append_meta           = true
  auto_split            = true
  logstore_name         = "system"
  max_split_shard_count = 64
  project_name          = alicloud_log_project.logs.project_name
  retention_period      = 180
  shard_count           = 2

  encrypt_conf {
    enable       = true
    encrypt_type = "default"
  }

  lifecycle {
    ignore_changes  = [hot_ttl]
    prevent_destroy = true
  }
}

resource "alicloud_log_store_index" "audit-log_index_9EDB5D65" {
  logstore     = alicloud_log_store.audit-log.logstore_name
  max_text_len = 2048
  project      = alicloud_log_store.audit-log.project_name

  full_text {
    case_sensitive  = false
    include_chinese = true
    token           = ", '\";=()[]{}?@&<>/:\n\t\r"
  }
}

resource "alicloud_log_store_index" "requests-log_index_B5D13748" {
  logstore     = alicloud_log_store.requests-log.logstore_name
  max_text_len = 2048
  project      = alicloud_log_store.requests-log.project_name

  full_text {
    case_sensitive  = false
    include_chinese = true
    token           = ", '\";=()[]{}?@&<>/:\n\t\r"
  }
}

resource "alicloud_log_store_index" "services-log_index_BDC5323D" {
  logstore     = alicloud_log_store.services-log.logstore_name
  max_text_len = 2048
  project      = alicloud_log_store.services-log.project_name

  full_text {
    case_sensitive  = false
    include_chinese = true
    token           = ", '\";=()[]{}?@&<>/:\n\t\r"
  }
}

resource "alicloud_log_store_index" "sessions-log_index_001C9A3F" {
  logstore     = alicloud_log_store.sessions-log.logstore_name
  max_text_len = 2048
  project      = alicloud_log_store.sessions-log.project_name

  full_text {
    case_sensitive  = false
    include_chinese = true
    token           = ", '\";=()[]{}?@&<>/:\n\t\r"
  }
}

resource "alicloud_log_store_index" "system-log_index_815AE568" {
  logstore     = alicloud_log_store.system-log.logstore_name
  max_text_len = 2048
  project      = alicloud_log_store.system-log.project_name

  full_text {
    case_sensitive  = false
    include_chinese = true
    token           = ", '\";=()[]{}?@&<>/:\n\t\r"
  }
}

resource "alicloud_logtail_attachment" "host-logs_audit-attachment_0477B014" {
  logtail_config_name = alicloud_logtail_config.host-logs_audit_9C10F89E.name
  machine_group_name  = alicloud_log_machine_group.host-logs.name
  project             = alicloud_log_store.system-log.project_name
}

resource "alicloud_logtail_attachment" "host-logs_logins-attachment_702D0E08" {
  logtail_config_name = alicloud_logtail_config.host-logs_logins_ED1C0172.name
  machine_group_name  = alicloud_log_machine_group.host-logs.name
  project             = alicloud_log_store.system-log.project_name
}

resource "alicloud_logtail_attachment" "host-logs_messages-attachment_1F2AB664" {
  logtail_config_name = alicloud_logtail_config.host-logs_messages_140DFD36.name
  machine_group_name  = alicloud_log_machine_group.host-logs.name
  project             = alicloud_log_store.system-log.project_name
}

resource "alicloud_logtail_attachment" "host-logs_services-attachment_DDA3EAD4" {
  logtail_config_name = alicloud_logtail_config.host-logs_services_A3DAADD2.name
  machine_group_name  = alicloud_log_machine_group.host-logs.name
  project             = alicloud_log_store.system-log.project_name
}

resource "alicloud_logtail_attachment" "host-logs_sessions-attachment_13E23BAE" {
  logtail_config_name = alicloud_logtail_config.host-logs_sessions_73FF3A71.name
  machine_group_name  = alicloud_log_machine_group.host-logs.name
  project             = alicloud_log_store.system-log.project_name
}

resource "alicloud_logtail_config" "host-logs_audit_9C10F89E" {
  input_detail = "{\"logType\":\"common_reg_log\",\"logPath\":\"/var/log/audit\",\"filePattern\":\"audit.log\",\"maxDepth\":5,\"topicFormat\":\"none\",\"localStorage\":true,\"enableRawLog\":false,\"discardUnmatch\":false,\"logBeginRegex\":\".*\",\"regex\":\"(.*)\",\"key\":[\"content\"]}"
  input_type   = "file"
  logstore     = alicloud_log_store.audit-log.logstore_name
  name         = "ainav-disaster-recovery-hosts-audit"
  output_type  = "LogService"
  project      = alicloud_log_store.system-log.project_name
}

resource "alicloud_logtail_config" "host-logs_logins_ED1C0172" {
  input_detail = "{\"logType\":\"common_reg_log\",\"logPath\":\"/var/log\",\"filePattern\":\"secure\",\"maxDepth\":5,\"topicFormat\":\"none\",\"localStorage\":true,\"enableRawLog\":false,\"discardUnmatch\":false,\"logBeginRegex\":\".*\",\"regex\":\"(.*)\",\"key\":[\"content\"]}"
  input_type   = "file"
  logstore     = alicloud_log_store.audit-log.logstore_name
  name         = "ainav-disaster-recovery-hosts-logins"
  output_type  = "LogService"
  project      = alicloud_log_store.system-log.project_name
}

resource "alicloud_logtail_config" "host-logs_messages_140DFD36" {
  input_detail = "{\"logType\":\"common_reg_log\",\"logPath\":\"/var/log\",\"filePattern\":\"messages\",\"maxDepth\":5,\"topicFormat\":\"none\",\"localStorage\":true,\"enableRawLog\":false,\"discardUnmatch\":false,\"logBeginRegex\":\".*\",\"regex\":\"(.*)\",\"key\":[\"content\"]}"
  input_type   = "file"
  logstore     = alicloud_log_store.system-log.logstore_name
  name         = "ainav-disaster-recovery-hosts-messages"
  output_type  = "LogService"
  project      = alicloud_log_store.system-log.project_name
}

resource "alicloud_logtail_config" "host-logs_services_A3DAADD2" {
  input_detail = "{\"logType\":\"common_reg_log\",\"logPath\":\"/var/log/ainav/services\",\"filePattern\":\"*.log\",\"maxDepth\":5,\"topicFormat\":\"none\",\"localStorage\":true,\"enableRawLog\":false,\"discardUnmatch\":false,\"logBeginRegex\":\".*\",\"regex\":\"(.*)\",\"key\":[\"content\"]}"
  input_type   = "file"
  logstore     = alicloud_log_store.services-log.logstore_name
  name         = "ainav-disaster-recovery-hosts-services"
  output_type  = "LogService"
  project      = alicloud_log_store.system-log.project_name
}

resource "alicloud_logtail_config" "host-logs_sessions_73FF3A71" {
  input_detail = "{\"logType\":\"common_reg_log\",\"logPath\":\"/var/log/ainav/sessions\",\"filePattern\":\"*\",\"maxDepth\":5,\"topicFormat\":\"none\",\"localStorage\":true,\"enableRawLog\":false,\"discardUnmatch\":false,\"logBeginRegex\":\".*\",\"regex\":\"(.*)\",\"key\":[\"content\"]}"
  input_type   = "file"
  logstore     = alicloud_log_store.sessions-log.logstore_name
  name         = "ainav-disaster-recovery-hosts-sessions"
  output_type  = "LogService"
  project      = alicloud_log_store.system-log.project_name
}

output "alarm_contact_group" {
  description = "Group of contacts whom alarms go to"
  value       = alicloud_cms_alarm_contact_group.contacts.alarm_contact_group_name
}

output "cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name" {
  sensitive = true
  value     = alicloud_cms_alarm_contact_group.contacts.alarm_contact_group_name
}

output "host_log_identity" {
  description = "What a host calls itself for its logs to be collected"
  value       = "ainav-disaster-recovery-hosts"
}

output "log_project" {
  description = "Log project in which logs of hosts and requests are searched"
  value       = alicloud_log_project.logs.project_name
}
