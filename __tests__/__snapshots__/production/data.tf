terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "data"
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
    random = {
      source  = "hashicorp/random"
      version = "3.7.2"
    }
  }
}

provider "alicloud" {
  region = "cn-hongkong"

  sign_version {
    oss = "v4"
  }
}

provider "random" {}

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

data "terraform_remote_state" "cross-stack-reference-input-production-operations" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "operations"
    prefix              = "ainav/production"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

resource "alicloud_cms_alarm" "assets_availability-alarm_62C7731C" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "Availability"
  metric_dimensions = jsonencode([{ "BucketName" = alicloud_oss_bucket.assets.id }])
  name              = "ainav-production-assets-availability"
  period            = 60
  project           = "acs_oss_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = "<"
    statistics          = "Value"
    threshold           = "99"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "assets_size-alarm_1BD94DAB" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "MeteringStorageUtilization"
  metric_dimensions = jsonencode([{ "BucketName" = alicloud_oss_bucket.assets.id }])
  name              = "ainav-production-assets-size"
  period            = 3600
  project           = "acs_oss_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Value"
    threshold           = "107374182400"
    times               = 1
  }
}

resource "alicloud_cms_alarm" "backups_availability-alarm_060C5668" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "Availability"
  metric_dimensions = jsonencode([{ "BucketName" = alicloud_oss_bucket.backups.id }])
  name              = "ainav-production-backups-availability"
  period            = 60
  project           = "acs_oss_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = "<"
    statistics          = "Value"
    threshold           = "99"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "bundles_availability-alarm_F21CCDA7" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "Availability"
  metric_dimensions = jsonencode([{ "BucketName" = alicloud_oss_bucket.bundles.id }])
  name              = "ainav-production-bundles-availability"
  period            = 60
  project           = "acs_oss_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = "<"
    statistics          = "Value"
    threshold           = "99"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "logs_availability-alarm_2E5D8D13" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "Availability"
  metric_dimensions = jsonencode([{ "BucketName" = alicloud_oss_bucket.logs.id }])
  name              = "ainav-production-logs-availability"
  period            = 60
  project           = "acs_oss_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = "<"
    statistics          = "Value"
    threshold           = "99"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "loki_availability-alarm_D5B1BD22" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "Availability"
  metric_dimensions = jsonencode([{ "BucketName" = alicloud_oss_bucket.loki.id }])
  name              = "ainav-production-loki-availability"
  period            = 60
  project           = "acs_oss_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = "<"
    statistics          = "Value"
    threshold           = "99"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "postgres_connections-alarm_5C697138" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "conn_usgae"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_db_instance.postgres.id }])
  name              = "ainav-production-postgres-connections"
  period            = 60
  project           = "acs_rds_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_critical {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "80"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "postgres_cpu-alarm_D5DE77D3" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "cpu_usage"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_db_instance.postgres.id }])
  name              = "ainav-production-postgres-cpu"
  period            = 60
  project           = "acs_rds_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "80"
    times               = 10
  }
}

resource "alicloud_cms_alarm" "postgres_disk-alarm_390E96D5" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "local_fs_size_usage"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_db_instance.postgres.id }])
  name              = "ainav-production-postgres-disk"
  period            = 60
  project           = "acs_rds_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "80"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "postgres_disk-nearly-full-alarm_A10F6697" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "local_fs_size_usage"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_db_instance.postgres.id }])
  name              = "ainav-production-postgres-disk-nearly-full"
  period            = 60
  project           = "acs_rds_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_critical {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "90"
    times               = 2
  }
}

resource "alicloud_cms_alarm" "postgres_lag-alarm_02193037" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "PG_ReplayLatency"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_db_instance.postgres.id }])
  name              = "ainav-production-postgres-lag"
  period            = 60
  project           = "acs_rds_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_critical {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "1024"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "postgres_memory-alarm_1F99B1F7" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "mem_usage"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_db_instance.postgres.id }])
  name              = "ainav-production-postgres-memory"
  period            = 60
  project           = "acs_rds_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "90"
    times               = 10
  }
}

resource "alicloud_cms_alarm" "redis_connections-alarm_1FD5F27D" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "ShardingConnectionUsage"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_kvstore_instance.redis.id }])
  name              = "ainav-production-redis-connections"
  period            = 60
  project           = "acs_kvstore"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "80"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "redis_cpu-alarm_868D2371" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "ShardingCpuUsage"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_kvstore_instance.redis.id }])
  name              = "ainav-production-redis-cpu"
  period            = 60
  project           = "acs_kvstore"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "85"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "redis_memory-alarm_0D8C0FA2" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "ShardingMemoryUsage"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_kvstore_instance.redis.id }])
  name              = "ainav-production-redis-memory"
  period            = 60
  project           = "acs_kvstore"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "85"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "uploads_availability-alarm_E5A5EACF" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "Availability"
  metric_dimensions = jsonencode([{ "BucketName" = alicloud_oss_bucket.uploads.id }])
  name              = "ainav-production-uploads-availability"
  period            = 60
  project           = "acs_oss_dashboard"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  escalations_warn {
    comparison_operator = "<"
    statistics          = "Value"
    threshold           = "99"
    times               = 5
  }
}

resource "alicloud_db_account_privilege" "database_ainav_owner-owns_5152193F" {
  account_name = alicloud_rds_account.database_ainav_owner_E61FD6B4.account_name
  db_names     = ["ainav"]
  instance_id  = alicloud_db_instance.postgres.id
  privilege    = "DBOwner"

  depends_on = [
    alicloud_db_database.database,
    alicloud_rds_instance_cross_backup_policy.postgres_cross-region-backups_D8955981,
  ]
}

resource "alicloud_db_backup_policy" "postgres_backups_17A894D2" {
  backup_retention_period     = 30
  enable_backup_log           = true
  instance_id                 = alicloud_db_instance.postgres.id
  log_backup_retention_period = 30
  preferred_backup_period     = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  preferred_backup_time       = "19:00Z-20:00Z"
  released_keep_policy        = "All"

  depends_on = [alicloud_rds_instance_cross_backup_policy.postgres_cross-region-backups_D8955981]
}

resource "alicloud_db_database" "database" {
  character_set  = "UTF8,C,en_US.utf8"
  data_base_name = "ainav"
  description    = "Database ainav"
  instance_id    = alicloud_db_instance.postgres.id

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [alicloud_rds_instance_cross_backup_policy.postgres_cross-region-backups_D8955981]
}

resource "alicloud_db_instance" "postgres" {
  auto_upgrade_minor_version = "Auto"
  ca_type                    = "aliyun"
  category                   = "HighAvailability"
  db_instance_storage_type   = "cloud_essd"
  deletion_protection        = true
  encryption_key             = "ServiceKey"
  engine                     = "PostgreSQL"
  engine_version             = "16.0"
  ha_config                  = "Auto"
  instance_charge_type       = "Postpaid"
  instance_name              = "ainav-production-postgres"
  instance_storage           = 200
  instance_type              = "pg.n4.4c.2m"
  maintain_time              = "21:00Z-22:00Z"
  monitoring_period          = 60
  released_keep_policy       = "All"
  security_ips               = ["10.0.2.0/24", "10.0.12.0/24"]
  sql_collector_config_value = 180
  sql_collector_status       = "Enabled"
  ssl_action                 = "Open"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  vpc_id          = data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vpcvpcid
  vswitch_id      = "${data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-bid},${data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-cid}"
  zone_id         = "cn-hongkong-b"
  zone_id_slave_a = "cn-hongkong-c"

  parameters {
    name  = "log_connections"
    value = "on"
  }

  parameters {
    name  = "log_disconnections"
    value = "on"
  }

  parameters {
    name  = "log_duration"
    value = "on"
  }

  pg_hba_conf {
    address     = "10.0.2.0/24"
    database    = "all"
    method      = "md5"
    priority_id = 0
    type        = "hostssl"
    user        = "all"
  }

  pg_hba_conf {
    address     = "10.0.12.0/24"
    database    = "all"
    method      = "md5"
    priority_id = 1
    type        = "hostssl"
    user        = "all"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_ecs_auto_snapshot_policy" "monitoring-disk_snapshots_29EFE539" {
  auto_snapshot_policy_name       = "ainav-production-monitoring"
  copied_snapshots_retention_days = 30
  enable_cross_region_copy        = true
  repeat_weekdays                 = ["1", "2", "3", "4", "5", "6", "7"]
  retention_days                  = 30
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  target_copy_regions = ["ap-southeast-1"]
  time_points         = ["20"]

  copy_encryption_configuration {
    encrypted = true
  }
}

resource "alicloud_ecs_auto_snapshot_policy" "search-disk_snapshots_CEF7950F" {
  auto_snapshot_policy_name       = "ainav-production-search"
  copied_snapshots_retention_days = 30
  enable_cross_region_copy        = true
  repeat_weekdays                 = ["1", "2", "3", "4", "5", "6", "7"]
  retention_days                  = 30
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  target_copy_regions = ["ap-southeast-1"]
  time_points         = ["20"]

  copy_encryption_configuration {
    encrypted = true
  }
}

resource "alicloud_ecs_auto_snapshot_policy_attachment" "monitoring-disk_snapshots-attachment_A6001795" {
  auto_snapshot_policy_id = alicloud_ecs_auto_snapshot_policy.monitoring-disk_snapshots_29EFE539.id
  disk_id                 = alicloud_ecs_disk.monitoring-disk.id
}

resource "alicloud_ecs_auto_snapshot_policy_attachment" "search-disk_snapshots-attachment_274A214A" {
  auto_snapshot_policy_id = alicloud_ecs_auto_snapshot_policy.search-disk_snapshots_CEF7950F.id
  disk_id                 = alicloud_ecs_disk.search-disk.id
}

resource "alicloud_ecs_disk" "monitoring-disk" {
  category             = "cloud_essd"
  delete_auto_snapshot = false
  delete_with_instance = false
  disk_name            = "ainav-production-monitoring"
  encrypted            = true
  performance_level    = "PL1"
  size                 = 20
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  type    = "online"
  zone_id = "cn-hongkong-b"

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_ecs_disk" "search-disk" {
  category             = "cloud_essd"
  delete_auto_snapshot = false
  delete_with_instance = false
  disk_name            = "ainav-production-search"
  encrypted            = true
  performance_level    = "PL1"
  size                 = 50
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  type    = "online"
  zone_id = "cn-hongkong-b"

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_kvstore_account" "redis_app_36F87D62" {
  account_name      = "app"
  account_password  = random_password.redis-app-secret.result
  account_privilege = "RoleReadWrite"
  account_type      = "Normal"
  instance_id       = alicloud_kvstore_instance.redis.id
}

resource "alicloud_kvstore_account" "redis_exporter_F200012C" {
  account_name      = "exporter"
  account_password  = random_password.redis-exporter-secret.result
  account_privilege = "RoleReadOnly"
  account_type      = "Normal"
  instance_id       = alicloud_kvstore_instance.redis.id
}

resource "alicloud_kvstore_instance" "redis" {
  backup_period = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  backup_time   = "20:00Z-21:00Z"
  config = {
    hello_enabled       = "1"
    maxmemory-policy    = "volatile-lru"
    script_check_enable = "0"
  }
  db_instance_name            = "ainav-production-redis"
  enable_backup_log           = 1
  engine_version              = "7.0"
  instance_class              = "redis.shard.with.proxy.small.ce"
  instance_release_protection = true
  instance_type               = "Redis"
  is_auto_upgrade_open        = "1"
  maintain_end_time           = "22:00Z"
  maintain_start_time         = "21:00Z"
  password                    = random_password.redis-default-secret.result
  payment_type                = "PostPaid"
  secondary_zone_id           = "cn-hongkong-c"
  security_ips                = ["10.0.2.0/24", "10.0.12.0/24"]
  shard_count                 = 2
  ssl_enable                  = "Enable"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  vpc_auth_mode = "Open"
  vswitch_id    = data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-bid
  zone_id       = "cn-hongkong-b"

  lifecycle {
    ignore_changes  = [config["script_check_enable"], config["hello_enabled"]]
    prevent_destroy = true
  }
}

resource "alicloud_oos_secret_parameter" "cluster_grafana-password_parameter_91D4244E" {
  description           = "Password of Grafana's administrator"
  secret_parameter_name = "ainav/production/grafana-password"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  value = random_password.cluster_grafana-password_ACE3ED7D.result
}

resource "alicloud_oos_secret_parameter" "cluster_grafana-user_parameter_A0BA18CA" {
  description           = "Name of Grafana's administrator"
  secret_parameter_name = "ainav/production/grafana-user"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  value = "admin"
}

resource "alicloud_oos_secret_parameter" "origin-china-secret_parameter_7393004D" {
  description           = "Header by which the load balancer knows requests that come through the China CDN"
  secret_parameter_name = "ainav/production/origin-china"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  value = random_password.origin-china-secret.result
}

resource "alicloud_oos_secret_parameter" "origin-edge-secret_parameter_06C229F9" {
  description           = "Header by which the load balancer knows requests that come through Cloudflare"
  secret_parameter_name = "ainav/production/origin-edge"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  value = random_password.origin-edge-secret.result
}

resource "alicloud_oos_secret_parameter" "postgres-app-secret_parameter_BEF900F9" {
  description           = "PostgreSQL account that reads and writes rows: services and workers"
  secret_parameter_name = "ainav/production/postgres-app"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  value = random_password.postgres-app-secret.result
}

resource "alicloud_oos_secret_parameter" "postgres-exporter-secret_parameter_654681C7" {
  description           = "PostgreSQL account that only sees statistics: monitoring"
  secret_parameter_name = "ainav/production/postgres-exporter"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  value = random_password.postgres-exporter-secret.result
}

resource "alicloud_oos_secret_parameter" "postgres-owner-secret_parameter_1C81B02B" {
  description           = "PostgreSQL account that owns the schema: migrations"
  secret_parameter_name = "ainav/production/postgres-owner"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  value = random_password.postgres-owner-secret.result
}

resource "alicloud_oos_secret_parameter" "postgres-readonly-secret_parameter_6E6632E3" {
  description           = "PostgreSQL account that only reads: dumps and people"
  secret_parameter_name = "ainav/production/postgres-readonly"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  value = random_password.postgres-readonly-secret.result
}

resource "alicloud_oos_secret_parameter" "redis-app-secret_parameter_F505A97B" {
  description           = "Redis account that reads and writes: services and workers"
  secret_parameter_name = "ainav/production/redis-app"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  value = random_password.redis-app-secret.result
}

resource "alicloud_oos_secret_parameter" "redis-default-secret_parameter_6FD1B270" {
  description           = "Redis account `default`, which nothing uses"
  secret_parameter_name = "ainav/production/redis-default"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  value = random_password.redis-default-secret.result
}

resource "alicloud_oos_secret_parameter" "redis-exporter-secret_parameter_E08ABF83" {
  description           = "Redis account that only reads: monitoring"
  secret_parameter_name = "ainav/production/redis-exporter"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  value = random_password.redis-exporter-secret.result
}

resource "alicloud_oos_secret_parameter" "search-master-secret_parameter_C4F0FF2B" {
  description           = "Meilisearch's master key"
  secret_parameter_name = "ainav/production/search-master"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }
  value = random_password.search-master-secret.result
}

resource "alicloud_oss_bucket" "assets" {
  bucket          = "ainav-production-assets-1234567890123456"
  force_destroy   = false
  redundancy_type = "ZRS"
  storage_class   = "Standard"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  lifecycle_rule {
    enabled = true
    id      = "retention"
    prefix  = ""

    abort_multipart_upload {
      days = 7
    }

    noncurrent_version_expiration {
      days = 30
    }
  }

  logging {
    target_bucket = alicloud_oss_bucket.logs.id
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

resource "alicloud_oss_bucket" "backups" {
  bucket          = "ainav-production-backups-1234567890123456"
  force_destroy   = false
  redundancy_type = "ZRS"
  storage_class   = "Standard"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  lifecycle_rule {
    enabled = true
    id      = "retention"
    prefix  = ""

    abort_multipart_upload {
      days = 7
    }

    expiration {
      days = 30
    }

    noncurrent_version_expiration {
      days = 30
    }
  }

  logging {
    target_bucket = alicloud_oss_bucket.logs.id
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

resource "alicloud_oss_bucket" "bundles" {
  bucket          = "ainav-production-bundles-1234567890123456"
  force_destroy   = false
  redundancy_type = "ZRS"
  storage_class   = "Standard"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  lifecycle_rule {
    enabled = true
    id      = "retention"
    prefix  = ""

    abort_multipart_upload {
      days = 7
    }

    noncurrent_version_expiration {
      days = 30
    }
  }

  logging {
    target_bucket = alicloud_oss_bucket.logs.id
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

resource "alicloud_oss_bucket" "logs" {
  bucket          = "ainav-production-logs-1234567890123456"
  force_destroy   = false
  redundancy_type = "ZRS"
  storage_class   = "Standard"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
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

resource "alicloud_oss_bucket" "loki" {
  bucket          = "ainav-production-loki-1234567890123456"
  force_destroy   = false
  redundancy_type = "ZRS"
  storage_class   = "Standard"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  lifecycle_rule {
    enabled = true
    id      = "retention"
    prefix  = ""

    abort_multipart_upload {
      days = 7
    }

    noncurrent_version_expiration {
      days = 30
    }
  }

  logging {
    target_bucket = alicloud_oss_bucket.logs.id
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

resource "alicloud_oss_bucket" "uploads" {
  bucket          = "ainav-production-uploads-1234567890123456"
  force_destroy   = false
  redundancy_type = "ZRS"
  storage_class   = "Standard"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "data"
  }

  lifecycle_rule {
    enabled = true
    id      = "retention"
    prefix  = ""

    abort_multipart_upload {
      days = 7
    }

    noncurrent_version_expiration {
      days = 30
    }
  }

  logging {
    target_bucket = alicloud_oss_bucket.logs.id
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

resource "alicloud_oss_bucket_acl" "assets_acl_2B025FE6" {
  acl    = "private"
  bucket = alicloud_oss_bucket.assets.id
}

resource "alicloud_oss_bucket_acl" "backups_acl_903D8A44" {
  acl    = "private"
  bucket = alicloud_oss_bucket.backups.id
}

resource "alicloud_oss_bucket_acl" "bundles_acl_E43C012D" {
  acl    = "private"
  bucket = alicloud_oss_bucket.bundles.id
}

resource "alicloud_oss_bucket_acl" "logs_acl_BD7E57F1" {
  acl    = "private"
  bucket = alicloud_oss_bucket.logs.id
}

resource "alicloud_oss_bucket_acl" "loki_acl_8C08DE07" {
  acl    = "private"
  bucket = alicloud_oss_bucket.loki.id
}

resource "alicloud_oss_bucket_acl" "uploads_acl_ECD1D3D5" {
  acl    = "private"
  bucket = alicloud_oss_bucket.uploads.id
}

resource "alicloud_oss_bucket_cors" "assets_cors_DA4B2B0B" {
  bucket        = alicloud_oss_bucket.assets.id
  response_vary = true

  cors_rule {
    allowed_headers = ["*"]
    allowed_methods = ["GET"]
    allowed_origins = ["https://ainav.cn"]
    expose_header   = ["ETag"]
    max_age_seconds = 3600
  }
}

resource "alicloud_oss_bucket_cors" "uploads_cors_05FA4F82" {
  bucket        = alicloud_oss_bucket.uploads.id
  response_vary = true

  cors_rule {
    allowed_headers = ["*"]
    allowed_methods = ["PUT"]
    allowed_origins = ["https://ainav.cn"]
    expose_header   = ["ETag"]
    max_age_seconds = 3600
  }
}

resource "alicloud_oss_bucket_https_config" "assets_https_12ADF581" {
  bucket       = alicloud_oss_bucket.assets.id
  enable       = true
  tls_versions = ["TLSv1.2", "TLSv1.3"]
}

resource "alicloud_oss_bucket_https_config" "backups_https_7914CC5A" {
  bucket       = alicloud_oss_bucket.backups.id
  enable       = true
  tls_versions = ["TLSv1.2", "TLSv1.3"]
}

resource "alicloud_oss_bucket_https_config" "bundles_https_E5A1B9BD" {
  bucket       = alicloud_oss_bucket.bundles.id
  enable       = true
  tls_versions = ["TLSv1.2", "TLSv1.3"]
}

resource "alicloud_oss_bucket_https_config" "logs_https_6CD7FEB6" {
  bucket       = alicloud_oss_bucket.logs.id
  enable       = true
  tls_versions = ["TLSv1.2", "TLSv1.3"]
}

resource "alicloud_oss_bucket_https_config" "loki_https_769C0454" {
  bucket       = alicloud_oss_bucket.loki.id
  enable       = true
  tls_versions = ["TLSv1.2", "TLSv1.3"]
}

resource "alicloud_oss_bucket_https_config" "uploads_https_37940E32" {
  bucket       = alicloud_oss_bucket.uploads.id
  enable       = true
  tls_versions = ["TLSv1.2", "TLSv1.3"]
}

resource "alicloud_oss_bucket_policy" "assets_policy_3CB6735E" {
  bucket = alicloud_oss_bucket.assets.id
  policy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":[\"*\"],\"Action\":[\"oss:*\"],\"Resource\":[\"acs:oss:*:*:ainav-production-assets-1234567890123456\",\"acs:oss:*:*:ainav-production-assets-1234567890123456/*\"],\"Condition\":{\"Bool\":{\"acs:SecureTransport\":[\"false\"]}}}]}"
}

resource "alicloud_oss_bucket_policy" "backups_policy_2715A676" {
  bucket = alicloud_oss_bucket.backups.id
  policy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":[\"*\"],\"Action\":[\"oss:*\"],\"Resource\":[\"acs:oss:*:*:ainav-production-backups-1234567890123456\",\"acs:oss:*:*:ainav-production-backups-1234567890123456/*\"],\"Condition\":{\"Bool\":{\"acs:SecureTransport\":[\"false\"]}}}]}"
}

resource "alicloud_oss_bucket_policy" "bundles_policy_2C8E78CB" {
  bucket = alicloud_oss_bucket.bundles.id
  policy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":[\"*\"],\"Action\":[\"oss:*\"],\"Resource\":[\"acs:oss:*:*:ainav-production-bundles-1234567890123456\",\"acs:oss:*:*:ainav-production-bundles-1234567890123456/*\"],\"Condition\":{\"Bool\":{\"acs:SecureTransport\":[\"false\"]}}}]}"
}

resource "alicloud_oss_bucket_policy" "logs_policy_7361357F" {
  bucket = alicloud_oss_bucket.logs.id
  policy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":[\"*\"],\"Action\":[\"oss:*\"],\"Resource\":[\"acs:oss:*:*:ainav-production-logs-1234567890123456\",\"acs:oss:*:*:ainav-production-logs-1234567890123456/*\"],\"Condition\":{\"Bool\":{\"acs:SecureTransport\":[\"false\"]}}}]}"
}

resource "alicloud_oss_bucket_policy" "loki_policy_6D6FE66D" {
  bucket = alicloud_oss_bucket.loki.id
  policy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":[\"*\"],\"Action\":[\"oss:*\"],\"Resource\":[\"acs:oss:*:*:ainav-production-loki-1234567890123456\",\"acs:oss:*:*:ainav-production-loki-1234567890123456/*\"],\"Condition\":{\"Bool\":{\"acs:SecureTransport\":[\"false\"]}}}]}"
}

resource "alicloud_oss_bucket_policy" "uploads_policy_FC167B47" {
  bucket = alicloud_oss_bucket.uploads.id
  policy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":[\"*\"],\"Action\":[\"oss:*\"],\"Resource\":[\"acs:oss:*:*:ainav-production-uploads-1234567890123456\",\"acs:oss:*:*:ainav-production-uploads-1234567890123456/*\"],\"Condition\":{\"Bool\":{\"acs:SecureTransport\":[\"false\"]}}}]}"
}

resource "alicloud_oss_bucket_public_access_block" "assets_public-access-block_1CCF818E" {
  block_public_access = true
  bucket              = alicloud_oss_bucket.assets.id
}

resource "alicloud_oss_bucket_public_access_block" "backups_public-access-block_C62D3470" {
  block_public_access = true
  bucket              = alicloud_oss_bucket.backups.id
}

resource "alicloud_oss_bucket_public_access_block" "bundles_public-access-block_EF9A4924" {
  block_public_access = true
  bucket              = alicloud_oss_bucket.bundles.id
}

resource "alicloud_oss_bucket_public_access_block" "logs_public-access-block_3796F72F" {
  block_public_access = true
  bucket              = alicloud_oss_bucket.logs.id
}

resource "alicloud_oss_bucket_public_access_block" "loki_public-access-block_E9903365" {
  block_public_access = true
  bucket              = alicloud_oss_bucket.loki.id
}

resource "alicloud_oss_bucket_public_access_block" "uploads_public-access-block_428A7002" {
  block_public_access = true
  bucket              = alicloud_oss_bucket.uploads.id
}

resource "alicloud_rds_account" "database_ainav_app_7AEF016F" {
  account_description = "ainav_app of ainav"
  account_name        = "ainav_app"
  account_password    = random_password.postgres-app-secret.result
  account_type        = "Normal"
  db_instance_id      = alicloud_db_instance.postgres.id

  depends_on = [alicloud_rds_instance_cross_backup_policy.postgres_cross-region-backups_D8955981]
}

resource "alicloud_rds_account" "database_ainav_exporter_19FDD850" {
  account_description = "ainav_exporter of ainav"
  account_name        = "ainav_exporter"
  account_password    = random_password.postgres-exporter-secret.result
  account_type        = "Normal"
  db_instance_id      = alicloud_db_instance.postgres.id

  depends_on = [alicloud_rds_instance_cross_backup_policy.postgres_cross-region-backups_D8955981]
}

resource "alicloud_rds_account" "database_ainav_owner_E61FD6B4" {
  account_description = "ainav_owner of ainav"
  account_name        = "ainav_owner"
  account_password    = random_password.postgres-owner-secret.result
  account_type        = "Super"
  db_instance_id      = alicloud_db_instance.postgres.id

  depends_on = [alicloud_rds_instance_cross_backup_policy.postgres_cross-region-backups_D8955981]
}

resource "alicloud_rds_account" "database_ainav_readonly_23C4BCF7" {
  account_description = "ainav_readonly of ainav"
  account_name        = "ainav_readonly"
  account_password    = random_password.postgres-readonly-secret.result
  account_type        = "Normal"
  db_instance_id      = alicloud_db_instance.postgres.id

  depends_on = [alicloud_rds_instance_cross_backup_policy.postgres_cross-region-backups_D8955981]
}

resource "alicloud_rds_instance_cross_backup_policy" "postgres_cross-region-backups_D8955981" {
  cross_backup_region = "ap-southeast-1"
  instance_id         = alicloud_db_instance.postgres.id
  log_backup_enabled  = "Enable"
  retention           = 30
}

resource "random_password" "cluster_grafana-password_ACE3ED7D" {
  length      = 32
  min_lower   = 1
  min_numeric = 1
  min_upper   = 1
  special     = false
}

resource "random_password" "origin-china-secret" {
  length      = 32
  min_lower   = 1
  min_numeric = 1
  min_upper   = 1
  special     = false
}

resource "random_password" "origin-edge-secret" {
  length      = 32
  min_lower   = 1
  min_numeric = 1
  min_upper   = 1
  special     = false
}

resource "random_password" "postgres-app-secret" {
  length      = 32
  min_lower   = 1
  min_numeric = 1
  min_upper   = 1
  special     = false
}

resource "random_password" "postgres-exporter-secret" {
  length      = 32
  min_lower   = 1
  min_numeric = 1
  min_upper   = 1
  special     = false
}

resource "random_password" "postgres-owner-secret" {
  length      = 32
  min_lower   = 1
  min_numeric = 1
  min_upper   = 1
  special     = false
}

resource "random_password" "postgres-readonly-secret" {
  length      = 32
  min_lower   = 1
  min_numeric = 1
  min_upper   = 1
  special     = false
}

resource "random_password" "redis-app-secret" {
  length      = 32
  min_lower   = 1
  min_numeric = 1
  min_upper   = 1
  special     = false
}

resource "random_password" "redis-default-secret" {
  length      = 32
  min_lower   = 1
  min_numeric = 1
  min_upper   = 1
  special     = false
}

resource "random_password" "redis-exporter-secret" {
  length      = 32
  min_lower   = 1
  min_numeric = 1
  min_upper   = 1
  special     = false
}

resource "random_password" "search-master-secret" {
  length      = 32
  min_lower   = 1
  min_numeric = 1
  min_upper   = 1
  special     = false
}

output "assets_bucket" {
  description = "Bucket of assets"
  value       = alicloud_oss_bucket.assets.id
}

output "backups_bucket" {
  description = "Bucket of backups"
  value       = alicloud_oss_bucket.backups.id
}

output "bundles_bucket" {
  description = "Bucket of bundles"
  value       = alicloud_oss_bucket.bundles.id
}

output "cross-stack-output-alicloud_db_instancepostgresconnection_string" {
  sensitive = true
  value     = alicloud_db_instance.postgres.connection_string
}

output "cross-stack-output-alicloud_db_instancepostgresport" {
  sensitive = true
  value     = alicloud_db_instance.postgres.port
}

output "cross-stack-output-alicloud_ecs_diskmonitoring-diskid" {
  sensitive = true
  value     = alicloud_ecs_disk.monitoring-disk.id
}

output "cross-stack-output-alicloud_ecs_disksearch-diskid" {
  sensitive = true
  value     = alicloud_ecs_disk.search-disk.id
}

output "cross-stack-output-alicloud_kvstore_instanceredisconnection_domain" {
  sensitive = true
  value     = alicloud_kvstore_instance.redis.connection_domain
}

output "cross-stack-output-alicloud_oss_bucketbundlesid" {
  sensitive = true
  value     = alicloud_oss_bucket.bundles.id
}

output "cross-stack-output-random_passwordorigin-china-secretresult" {
  sensitive = true
  value     = random_password.origin-china-secret.result
}

output "cross-stack-output-random_passwordorigin-edge-secretresult" {
  sensitive = true
  value     = random_password.origin-edge-secret.result
}

output "logs_bucket" {
  description = "Bucket of logs"
  value       = alicloud_oss_bucket.logs.id
}

output "loki_bucket" {
  description = "Bucket of loki"
  value       = alicloud_oss_bucket.loki.id
}

output "monitoring_disk_id" {
  description = "Disk of the monitoring"
  value       = alicloud_ecs_disk.monitoring-disk.id
}

output "origin_china_secret" {
  description = "Where the password is kept: Header by which the load balancer knows requests that come through the China CDN"
  value       = "ainav/production/origin-china"
}

output "origin_edge_secret" {
  description = "Where the password is kept: Header by which the load balancer knows requests that come through Cloudflare"
  value       = "ainav/production/origin-edge"
}

output "postgres_app_secret" {
  description = "Where the password is kept: PostgreSQL account that reads and writes rows: services and workers"
  value       = "ainav/production/postgres-app"
}

output "postgres_endpoint" {
  description = "Host name of PostgreSQL inside the VPC, as services use it"
  value       = alicloud_db_instance.postgres.connection_string
}

output "postgres_exporter_secret" {
  description = "Where the password is kept: PostgreSQL account that only sees statistics: monitoring"
  value       = "ainav/production/postgres-exporter"
}

output "postgres_id" {
  description = "RDS instance"
  value       = alicloud_db_instance.postgres.id
}

output "postgres_owner_secret" {
  description = "Where the password is kept: PostgreSQL account that owns the schema: migrations"
  value       = "ainav/production/postgres-owner"
}

output "postgres_readonly_secret" {
  description = "Where the password is kept: PostgreSQL account that only reads: dumps and people"
  value       = "ainav/production/postgres-readonly"
}

output "redis_app_secret" {
  description = "Where the password is kept: Redis account that reads and writes: services and workers"
  value       = "ainav/production/redis-app"
}

output "redis_default_secret" {
  description = "Where the password is kept: Redis account `default`, which nothing uses"
  value       = "ainav/production/redis-default"
}

output "redis_endpoint" {
  description = "Host name of Redis inside the VPC"
  value       = alicloud_kvstore_instance.redis.connection_domain
}

output "redis_exporter_secret" {
  description = "Where the password is kept: Redis account that only reads: monitoring"
  value       = "ainav/production/redis-exporter"
}

output "redis_id" {
  description = "Redis instance"
  value       = alicloud_kvstore_instance.redis.id
}

output "search_disk_id" {
  description = "Disk of the search index"
  value       = alicloud_ecs_disk.search-disk.id
}

output "search_master_secret" {
  description = "Where the password is kept: Meilisearch's master key"
  value       = "ainav/production/search-master"
}

output "uploads_bucket" {
  description = "Bucket of uploads"
  value       = alicloud_oss_bucket.uploads.id
}
