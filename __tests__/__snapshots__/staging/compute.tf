terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "compute"
    prefix              = "ainav/staging"
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

locals {
  app-template_user-data_0A2FD2C7 = base64encode(
    join(
      "",
      [
        "(hosts/every/opt/ainav/lib/boot.py)",
        jsonencode({
          "kind"        = "app"
          "environment" = "staging"
          "project"     = "ainav"
          "region"      = "cn-hongkong"
          "accountId"   = "1234567890123456"
          "bundle" = {
            "bucket" = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
            "key"    = alicloud_oss_bucket_object.app-bundle.key
            "sha256" = "13c35db8fad81fb85399daf0d45e6faae6793fbc3d1982563a05ae94c1d32323"
          }
          "adminKeys"   = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f example"]
          "logIdentity" = "ainav-staging-hosts"
          "services" = {
            "hostName" = "staging.ainav.cn"
            "database" = {
              "host"  = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_db_instancepostgresconnection_string
              "port"  = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
              "name"  = "ainav"
              "owner" = "ainav_owner"
              "users" = { "app" = "ainav_app", "readonly" = "ainav_readonly", "exporter" = "ainav_exporter" }
            }
            "redis" = {
              "host"  = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisconnection_domain
              "port"  = "6379"
              "users" = { "app" = "app", "exporter" = "exporter" }
            }
            "celery"    = { "redisPrefix" = "celery:{slot}:" }
            "searchUrl" = "http://search.staging.ainav.internal:7700"
            "releases" = {
              "bucket"   = "ainav-staging-bundles-1234567890123456"
              "prefix"   = "releases/"
              "registry" = "registry.cn-hongkong.aliyuncs.com/ainav"
            }
            "roleArn" = "acs:ram::1234567890123456:role/ainav-staging-services"
            "environment" = {
              "SITE_URL"            = "https://staging.ainav.cn"
              "DATABASE_HOST"       = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_db_instancepostgresconnection_string
              "DATABASE_PORT"       = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
              "DATABASE_NAME"       = "ainav"
              "DATABASE_USER"       = "ainav_app"
              "REDIS_HOST"          = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisconnection_domain
              "REDIS_PORT"          = "6379"
              "REDIS_USER"          = "app"
              "CELERY_REDIS_PREFIX" = "celery:{slot}:"
              "MEILISEARCH_URL"     = "http://search.staging.ainav.internal:7700"
              "CONTENT_API_URL"     = "http://172.30.0.1:38001"
              "SEARCH_API_URL"      = "http://172.30.0.1:38002"
              "OSS_REGION"          = "cn-hongkong"
              "OSS_ENDPOINT"        = "https://oss-cn-hongkong-internal.aliyuncs.com"
              "ASSETS_BUCKET"       = "ainav-staging-assets-1234567890123456"
              "UPLOADS_BUCKET"      = "ainav-staging-uploads-1234567890123456"
            }
            "secrets" = {
              "postgres-app"  = "ainav/staging/postgres-app"
              "redis-app"     = "ainav/staging/redis-app"
              "search-master" = "ainav/staging/search-master"
              "registry-pull" = "ainav/staging/registry-pull"
            }
            "monitoring" = { "lokiUrl" = "http://monitoring.staging.ainav.internal:3100" }
          }
        }),
      ]
    )
  )
  bastion-template_user-data_0FFA8DC9 = base64encode(
    join(
      "",
      [
        "(hosts/every/opt/ainav/lib/boot.py)",
        jsonencode({
          "kind"        = "bastion"
          "environment" = "staging"
          "project"     = "ainav"
          "region"      = "cn-hongkong"
          "accountId"   = "1234567890123456"
          "bundle" = {
            "bucket" = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
            "key"    = alicloud_oss_bucket_object.bastion-bundle.key
            "sha256" = "db1385f5edf76d65013cf6ea48a7629c456c82e21c9553d592ee14232620c350"
          }
          "adminKeys"   = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f example"]
          "logIdentity" = "ainav-staging-hosts"
          "elasticIp" = {
            "allocationId" = data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_eip_addressbastion-ipid
          }
          "services" = {}
        }),
      ]
    )
  )
  search-template_user-data_87FF3C84 = base64encode(
    join(
      "",
      [
        "(hosts/every/opt/ainav/lib/boot.py)",
        jsonencode({
          "kind"        = "search"
          "environment" = "staging"
          "project"     = "ainav"
          "region"      = "cn-hongkong"
          "accountId"   = "1234567890123456"
          "bundle" = {
            "bucket" = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
            "key"    = alicloud_oss_bucket_object.search-bundle.key
            "sha256" = "5f4dbb9f4f698779164fa3ff97f372f9698e40e5315a84a5ad6a70dfebfeebcb"
          }
          "adminKeys"   = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f example"]
          "logIdentity" = "ainav-staging-hosts"
          "dataDisk" = {
            "diskId"     = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_ecs_disksearch-diskid
            "mountPoint" = "/data"
          }
          "hostName" = { "recordId" = alicloud_pvtz_zone_record.search-name.record_id, "label" = "search" }
          "services" = {
            "secrets"    = { "search-master" = "ainav/staging/search-master" }
            "buckets"    = { "backups" = "ainav-staging-backups-1234567890123456" }
            "monitoring" = { "lokiUrl" = "http://monitoring.staging.ainav.internal:3100" }
          }
        }),
      ]
    )
  )
  worker-template_user-data_49736343 = base64encode(
    join(
      "",
      [
        "(hosts/every/opt/ainav/lib/boot.py)",
        jsonencode({
          "kind"        = "worker"
          "environment" = "staging"
          "project"     = "ainav"
          "region"      = "cn-hongkong"
          "accountId"   = "1234567890123456"
          "bundle" = {
            "bucket" = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
            "key"    = alicloud_oss_bucket_object.worker-bundle.key
            "sha256" = "815696dcf9a279fd386fadc7e48dbdc772711c4270394d54f6d818b2e6c454df"
          }
          "adminKeys"   = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f example"]
          "logIdentity" = "ainav-staging-hosts"
          "dataDisk" = {
            "diskId"     = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_ecs_diskmonitoring-diskid
            "mountPoint" = "/data"
          }
          "hostName" = { "recordId" = alicloud_pvtz_zone_record.monitoring-name.record_id, "label" = "monitoring" }
          "services" = {
            "hostName" = "staging.ainav.cn"
            "database" = {
              "host"  = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_db_instancepostgresconnection_string
              "port"  = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
              "name"  = "ainav"
              "owner" = "ainav_owner"
              "users" = { "app" = "ainav_app", "readonly" = "ainav_readonly", "exporter" = "ainav_exporter" }
            }
            "redis" = {
              "host"  = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisconnection_domain
              "port"  = "6379"
              "users" = { "app" = "app", "exporter" = "exporter" }
            }
            "celery"    = { "redisPrefix" = "celery:{slot}:" }
            "searchUrl" = "http://search.staging.ainav.internal:7700"
            "releases" = {
              "bucket"   = "ainav-staging-bundles-1234567890123456"
              "prefix"   = "releases/"
              "registry" = "registry.cn-hongkong.aliyuncs.com/ainav"
            }
            "roleArn" = "acs:ram::1234567890123456:role/ainav-staging-services"
            "environment" = {
              "SITE_URL"            = "https://staging.ainav.cn"
              "DATABASE_HOST"       = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_db_instancepostgresconnection_string
              "DATABASE_PORT"       = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
              "DATABASE_NAME"       = "ainav"
              "DATABASE_USER"       = "ainav_app"
              "REDIS_HOST"          = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisconnection_domain
              "REDIS_PORT"          = "6379"
              "REDIS_USER"          = "app"
              "CELERY_REDIS_PREFIX" = "celery:{slot}:"
              "MEILISEARCH_URL"     = "http://search.staging.ainav.internal:7700"
              "OSS_REGION"          = "cn-hongkong"
              "OSS_ENDPOINT"        = "https://oss-cn-hongkong-internal.aliyuncs.com"
              "ASSETS_BUCKET"       = "ainav-staging-assets-1234567890123456"
              "UPLOADS_BUCKET"      = "ainav-staging-uploads-1234567890123456"
            }
            "secrets" = {
              "postgres-owner"         = "ainav/staging/postgres-owner"
              "postgres-app"           = "ainav/staging/postgres-app"
              "postgres-readonly"      = "ainav/staging/postgres-readonly"
              "postgres-exporter"      = "ainav/staging/postgres-exporter"
              "redis-app"              = "ainav/staging/redis-app"
              "redis-exporter"         = "ainav/staging/redis-exporter"
              "search-master"          = "ainav/staging/search-master"
              "alert-webhook"          = "ainav/staging/alert-webhook"
              "grafana-user"           = "ainav/staging/grafana-user"
              "grafana-password"       = "ainav/staging/grafana-password"
              "loki-access-key-id"     = "ainav/staging/loki-access-key-id"
              "loki-access-key-secret" = "ainav/staging/loki-access-key-secret"
              "registry-pull"          = "ainav/staging/registry-pull"
            }
            "buckets" = {
              "uploads" = "ainav-staging-uploads-1234567890123456"
              "backups" = "ainav-staging-backups-1234567890123456"
              "loki"    = "ainav-staging-loki-1234567890123456"
            }
            "monitoring" = {
              "lokiUrl" = "http://monitoring.staging.ainav.internal:3100"
              "groups" = {
                "app"    = "ainav-staging-app"
                "worker" = "ainav-staging-worker"
                "search" = "ainav-staging-search"
              }
              "siteUrl"          = "https://staging.ainav.cn"
              "searchHost"       = "search.staging.ainav.internal"
              "retentionDays"    = 15
              "logRetentionDays" = 180
            }
          }
        }),
      ]
    )
  )
}

provider "alicloud" {
  region = "cn-hongkong"

  sign_version {
    oss = "v4"
  }
}

data "alicloud_images" "image" {
  architecture = "x86_64"
  most_recent  = true
  name_regex   = "^aliyun_3_x64_20G_alibase_"
  owners       = "system"
}

data "terraform_remote_state" "cross-stack-reference-input-staging-data" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "data"
    prefix              = "ainav/staging"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

data "terraform_remote_state" "cross-stack-reference-input-staging-identity" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "identity"
    prefix              = "ainav/staging"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

data "terraform_remote_state" "cross-stack-reference-input-staging-network" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "network"
    prefix              = "ainav/staging"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

data "terraform_remote_state" "cross-stack-reference-input-staging-operations" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "operations"
    prefix              = "ainav/staging"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

resource "alicloud_alb_acl" "load-balancer_allow-list_5A915CCA" {
  acl_name = "ainav-staging-allowed"
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_103212440--22_728D7A27" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "103.21.244.0/22"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_103222000--22_972ACE25" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "103.22.200.0/22"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_1033140--22_3C64913B" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "103.31.4.0/22"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_1041600--13_4812E21B" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "104.16.0.0/13"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_1042400--14_07821A5D" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "104.24.0.0/14"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_1081621920--18_D792E182" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "108.162.192.0/18"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_1310720--22_D15E23BF" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "131.0.72.0/22"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_141101640--18_83AD651A" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "141.101.64.0/18"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_16215800--15_3F7AACD1" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "162.158.0.0/15"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_1726400--13_520DF410" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "172.64.0.0/13"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_173245480--20_74797F3F" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "173.245.48.0/20"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_188114960--20_47EB2407" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "188.114.96.0/20"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_190932400--20_73454371" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "190.93.240.0/20"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_1972342400--22_E706AC02" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "197.234.240.0/22"
}

resource "alicloud_alb_acl_entry_attachment" "load-balancer_allow-list_198411280--17_F833A82B" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  description = "allowed"
  entry       = "198.41.128.0/17"
}

resource "alicloud_alb_listener" "load-balancer_http_44626CBC" {
  gzip_enabled         = true
  idle_timeout         = 60
  listener_description = "ainav-staging-http"
  listener_port        = 80
  listener_protocol    = "HTTP"
  load_balancer_id     = alicloud_alb_load_balancer.load-balancer.id
  request_timeout      = 60
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }

  default_actions {
    type = "ForwardGroup"

    forward_group_config {
      server_group_tuples {
        server_group_id = alicloud_alb_server_group.web.id
      }
    }
  }

  x_forwarded_for_config {
    x_forwarded_for_enabled       = true
    x_forwarded_for_proto_enabled = true
  }
}

resource "alicloud_alb_listener" "load-balancer_https_7F5E2DEF" {
  ca_enabled           = false
  gzip_enabled         = true
  http2_enabled        = true
  idle_timeout         = 60
  listener_description = "ainav-staging-https"
  listener_port        = 443
  listener_protocol    = "HTTPS"
  load_balancer_id     = alicloud_alb_load_balancer.load-balancer.id
  request_timeout      = 60
  security_policy_id   = alicloud_alb_security_policy.load-balancer_tls_7E7A1863.id
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }

  certificates {
    certificate_id = "12345678-cn-hangzhou"
  }

  default_actions {
    type = "ForwardGroup"

    forward_group_config {
      server_group_tuples {
        server_group_id = alicloud_alb_server_group.web.id
      }
    }
  }

  x_forwarded_for_config {
    x_forwarded_for_enabled       = true
    x_forwarded_for_proto_enabled = true
  }
}

resource "alicloud_alb_listener_acl_attachment" "load-balancer_allow-list_http_1950DAB5" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  acl_type    = "White"
  listener_id = alicloud_alb_listener.load-balancer_http_44626CBC.id

  depends_on = [
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_173245480--20_74797F3F,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_103212440--22_728D7A27,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_103222000--22_972ACE25,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1033140--22_3C64913B,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_141101640--18_83AD651A,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1081621920--18_D792E182,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_190932400--20_73454371,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_188114960--20_47EB2407,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1972342400--22_E706AC02,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_198411280--17_F833A82B,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_16215800--15_3F7AACD1,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1041600--13_4812E21B,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1042400--14_07821A5D,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1726400--13_520DF410,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1310720--22_D15E23BF,
  ]
}

resource "alicloud_alb_listener_acl_attachment" "load-balancer_allow-list_https_875900D6" {
  acl_id      = alicloud_alb_acl.load-balancer_allow-list_5A915CCA.id
  acl_type    = "White"
  listener_id = alicloud_alb_listener.load-balancer_https_7F5E2DEF.id

  depends_on = [
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_173245480--20_74797F3F,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_103212440--22_728D7A27,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_103222000--22_972ACE25,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1033140--22_3C64913B,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_141101640--18_83AD651A,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1081621920--18_D792E182,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_190932400--20_73454371,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_188114960--20_47EB2407,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1972342400--22_E706AC02,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_198411280--17_F833A82B,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_16215800--15_3F7AACD1,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1041600--13_4812E21B,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1042400--14_07821A5D,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1726400--13_520DF410,
    alicloud_alb_acl_entry_attachment.load-balancer_allow-list_1310720--22_D15E23BF,
  ]
}

resource "alicloud_alb_load_balancer" "load-balancer" {
  address_allocated_mode      = "Fixed"
  address_ip_version          = "IPv4"
  address_type                = "Internet"
  deletion_protection_enabled = true
  load_balancer_edition       = "Standard"
  load_balancer_name          = "ainav-staging"
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  vpc_id = data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_vpcvpcid

  access_log_config {
    log_project = data.terraform_remote_state.cross-stack-reference-input-staging-operations.outputs.cross-stack-output-alicloud_log_storerequests-logproject_name
    log_store   = data.terraform_remote_state.cross-stack-reference-input-staging-operations.outputs.cross-stack-output-alicloud_log_storerequests-loglogstore_name
  }

  load_balancer_billing_config {
    pay_type = "PayAsYouGo"
  }

  zone_mappings {
    vswitch_id = data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_vswitchpublic-cn-hongkong-bid
    zone_id    = "cn-hongkong-b"
  }

  zone_mappings {
    vswitch_id = data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_vswitchpublic-cn-hongkong-cid
    zone_id    = "cn-hongkong-c"
  }
}

resource "alicloud_alb_load_balancer_security_group_attachment" "load-balancer_security-group_80A0008E" {
  load_balancer_id  = alicloud_alb_load_balancer.load-balancer.id
  security_group_id = data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_security_groupload-balancer-groupid
}

resource "alicloud_alb_rule" "load-balancer_https-rules_content-api_55B4AE7C" {
  listener_id = alicloud_alb_listener.load-balancer_https_7F5E2DEF.id
  priority    = 10
  rule_name   = "ainav-staging-https-content-api"

  rule_actions {
    order = 1
    type  = "ForwardGroup"

    forward_group_config {
      server_group_tuples {
        server_group_id = alicloud_alb_server_group.content-api.id
        weight          = 100
      }
    }
  }

  rule_conditions {
    type = "Path"

    path_config {
      values = ["/api/content", "/api/content/*"]
    }
  }
}

resource "alicloud_alb_rule" "load-balancer_https-rules_search-api_A7344E00" {
  listener_id = alicloud_alb_listener.load-balancer_https_7F5E2DEF.id
  priority    = 20
  rule_name   = "ainav-staging-https-search-api"

  rule_actions {
    order = 1
    type  = "ForwardGroup"

    forward_group_config {
      server_group_tuples {
        server_group_id = alicloud_alb_server_group.search-api.id
        weight          = 100
      }
    }
  }

  rule_conditions {
    type = "Path"

    path_config {
      values = ["/api/search", "/api/search/*"]
    }
  }
}

resource "alicloud_alb_rule" "load-balancer_redirect_10DB8AB9" {
  listener_id = alicloud_alb_listener.load-balancer_http_44626CBC.id
  priority    = 1
  rule_name   = "ainav-staging-redirect"

  rule_actions {
    order = 1
    type  = "Redirect"

    redirect_config {
      http_code = "301"
      port      = "443"
      protocol  = "HTTPS"
    }
  }

  rule_conditions {
    type = "Path"

    path_config {
      values = ["/*"]
    }
  }
}

resource "alicloud_alb_security_policy" "load-balancer_tls_7E7A1863" {
  ciphers = [
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
  ]
  security_policy_name = "ainav-staging"
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  tls_versions = ["TLSv1.2", "TLSv1.3"]
}

resource "alicloud_alb_server_group" "content-api" {
  protocol          = "HTTPS"
  scheduler         = "Wlc"
  server_group_name = "ainav-staging-content-api"
  server_group_type = "Instance"
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  upstream_keepalive_enabled = false
  vpc_id                     = data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_vpcvpcid

  health_check_config {
    health_check_codes        = ["http_2xx"]
    health_check_connect_port = 0
    health_check_enabled      = true
    health_check_interval     = 5
    health_check_method       = "GET"
    health_check_path         = "/api/health"
    health_check_protocol     = "HTTPS"
    health_check_timeout      = 3
    healthy_threshold         = 2
    unhealthy_threshold       = 3
  }

  sticky_session_config {
    sticky_session_enabled = false
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [servers]
  }
}

resource "alicloud_alb_server_group" "search-api" {
  protocol          = "HTTPS"
  scheduler         = "Wlc"
  server_group_name = "ainav-staging-search-api"
  server_group_type = "Instance"
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  upstream_keepalive_enabled = false
  vpc_id                     = data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_vpcvpcid

  health_check_config {
    health_check_codes        = ["http_2xx"]
    health_check_connect_port = 0
    health_check_enabled      = true
    health_check_interval     = 5
    health_check_method       = "GET"
    health_check_path         = "/api/health"
    health_check_protocol     = "HTTPS"
    health_check_timeout      = 3
    healthy_threshold         = 2
    unhealthy_threshold       = 3
  }

  sticky_session_config {
    sticky_session_enabled = false
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [servers]
  }
}

resource "alicloud_alb_server_group" "web" {
  protocol          = "HTTPS"
  scheduler         = "Wlc"
  server_group_name = "ainav-staging-web"
  server_group_type = "Instance"
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  upstream_keepalive_enabled = false
  vpc_id                     = data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_vpcvpcid

  health_check_config {
    health_check_codes        = ["http_2xx"]
    health_check_connect_port = 0
    health_check_enabled      = true
    health_check_interval     = 5
    health_check_method       = "GET"
    health_check_path         = "/api/health"
    health_check_protocol     = "HTTPS"
    health_check_timeout      = 3
    healthy_threshold         = 2
    unhealthy_threshold       = 3
  }

  sticky_session_config {
    sticky_session_enabled = false
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [servers]
  }
}

resource "alicloud_cms_alarm" "load-balancer_balancer-errors-alarm_48B702ED" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-staging-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "LoadBalancerHTTPCode5XX"
  metric_dimensions = jsonencode([{ "loadBalancerId" = alicloud_alb_load_balancer.load-balancer.id }])
  name              = "ainav-staging-alb-balancer-errors"
  period            = 60
  project           = "acs_alb"
  silence_time      = 3600
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }

  escalations_critical {
    comparison_operator = ">"
    statistics          = "Value"
    threshold           = "1"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "load-balancer_latency-alarm_2F7E3097" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-staging-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "LoadBalancerUpstreamResponseTime"
  metric_dimensions = jsonencode([{ "loadBalancerId" = alicloud_alb_load_balancer.load-balancer.id }])
  name              = "ainav-staging-alb-latency"
  period            = 60
  project           = "acs_alb"
  silence_time      = 3600
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Value"
    threshold           = "2000"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "load-balancer_no-healthy-host-alarm_DC62957A" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-staging-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "LoadBalancerHealthyHostCount"
  metric_dimensions = jsonencode([{ "loadBalancerId" = alicloud_alb_load_balancer.load-balancer.id }])
  name              = "ainav-staging-alb-no-healthy-host"
  period            = 60
  project           = "acs_alb"
  silence_time      = 3600
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }

  escalations_critical {
    comparison_operator = "<"
    statistics          = "Value"
    threshold           = "1"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "load-balancer_server-errors-alarm_4B61B98B" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-staging-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "LoadBalancerHTTPCodeUpstream5XX"
  metric_dimensions = jsonencode([{ "loadBalancerId" = alicloud_alb_load_balancer.load-balancer.id }])
  name              = "ainav-staging-alb-server-errors"
  period            = 60
  project           = "acs_alb"
  silence_time      = 3600
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }

  escalations_critical {
    comparison_operator = ">"
    statistics          = "Value"
    threshold           = "1"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "load-balancer_unhealthy-hosts-alarm_2F2FAA69" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-staging-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "LoadBalancerUnHealthyHostCount"
  metric_dimensions = jsonencode([{ "loadBalancerId" = alicloud_alb_load_balancer.load-balancer.id }])
  name              = "ainav-staging-alb-unhealthy-hosts"
  period            = 60
  project           = "acs_alb"
  silence_time      = 3600
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Value"
    threshold           = "0"
    times               = 5
  }
}

resource "alicloud_cms_dynamic_tag_group" "host-alarms" {
  contact_group_list = [
    data.terraform_remote_state.cross-stack-reference-input-staging-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  match_express_filter_relation = "or"
  tag_key                       = "host-group"
  template_id_list              = [alicloud_cms_metric_rule_template.host-alarms_template_B2BD293E.id]

  match_express {
    tag_value                = "ainav-staging-app"
    tag_value_match_function = "equals"
  }

  match_express {
    tag_value                = "ainav-staging-worker"
    tag_value_match_function = "equals"
  }

  match_express {
    tag_value                = "ainav-staging-search"
    tag_value_match_function = "equals"
  }

  match_express {
    tag_value                = "ainav-staging-bastion"
    tag_value_match_function = "equals"
  }
}

resource "alicloud_cms_metric_rule_template" "host-alarms_template_B2BD293E" {
  description               = "Hosts of ainav-staging-hosts"
  metric_rule_template_name = "ainav-staging-hosts"
  silence_time              = 3600

  alert_templates {
    category    = "ecs"
    metric_name = "CPUUtilization"
    namespace   = "acs_ecs_dashboard"
    rule_name   = "ainav-staging-hosts-cpu"

    escalations {
      warn {
        comparison_operator = "GreaterThanThreshold"
        statistics          = "Average"
        threshold           = "90"
        times               = "5"
      }
    }
  }

  alert_templates {
    category    = "ecs"
    metric_name = "memory_usedutilization"
    namespace   = "acs_ecs_dashboard"
    rule_name   = "ainav-staging-hosts-memory"

    escalations {
      warn {
        comparison_operator = "GreaterThanThreshold"
        statistics          = "Average"
        threshold           = "90"
        times               = "5"
      }
    }
  }

  alert_templates {
    category    = "ecs"
    metric_name = "diskusage_utilization"
    namespace   = "acs_ecs_dashboard"
    rule_name   = "ainav-staging-hosts-disk"

    escalations {
      warn {
        comparison_operator = "GreaterThanThreshold"
        statistics          = "Average"
        threshold           = "85"
        times               = "5"
      }
    }
  }
}

resource "alicloud_ecs_launch_template" "app-template" {
  description                   = "Hosts of ainav-staging-app"
  http_endpoint                 = "enabled"
  http_put_response_hop_limit   = 1
  http_tokens                   = "required"
  image_id                      = try(element(data.alicloud_images.image.ids, 0), "aliyun_3_x64_20G_alibase_20251030.vhd")
  instance_charge_type          = "PostPaid"
  instance_name                 = "ainav-staging-app"
  instance_type                 = "ecs.c6.large"
  launch_template_name          = "ainav-staging-app"
  network_type                  = "vpc"
  ram_role_name                 = data.terraform_remote_state.cross-stack-reference-input-staging-identity.outputs.cross-stack-output-alicloud_ram_roleapp-rolerole_name
  security_enhancement_strategy = "Active"
  security_group_ids = [
    data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_security_grouphosts-groupid,
  ]
  tags = {
    environment = "staging"
    host-group  = "ainav-staging-app"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  user_data = local.app-template_user-data_0A2FD2C7

  system_disk {
    category             = "cloud_essd"
    delete_with_instance = true
    description = sha256(
      jsonencode({
        "launchTemplateName" = "ainav-staging-app"
        "description"        = "Hosts of ainav-staging-app"
        "instanceName"       = "ainav-staging-app"
        "instanceType"       = "ecs.c6.large"
        "instanceChargeType" = "PostPaid"
        "imageId"            = try(element(data.alicloud_images.image.ids, 0), "aliyun_3_x64_20G_alibase_20251030.vhd")
        "networkType"        = "vpc"
        "securityGroupIds" = [
          data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_security_grouphosts-groupid,
        ]
        "ramRoleName"                 = data.terraform_remote_state.cross-stack-reference-input-staging-identity.outputs.cross-stack-output-alicloud_ram_roleapp-rolerole_name
        "httpEndpoint"                = "enabled"
        "httpTokens"                  = "required"
        "httpPutResponseHopLimit"     = 1
        "securityEnhancementStrategy" = "Active"
        "userData"                    = local.app-template_user-data_0A2FD2C7
        "tags" = {
          "project"     = "ainav"
          "environment" = "staging"
          "stack"       = "compute"
          "managed-by"  = "terraform"
          "host-group"  = "ainav-staging-app"
        }
        "systemDisk" = {
          "category"           = "cloud_essd"
          "performanceLevel"   = "PL0"
          "size"               = 40
          "encrypted"          = true
          "deleteWithInstance" = true
        }
        "instanceTypes" = ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"]
      })
    )
    encrypted         = true
    performance_level = "PL0"
    size              = 40
  }
}

resource "alicloud_ecs_launch_template" "bastion-template" {
  description                   = "Hosts of ainav-staging-bastion"
  http_endpoint                 = "enabled"
  http_put_response_hop_limit   = 1
  http_tokens                   = "required"
  image_id                      = try(element(data.alicloud_images.image.ids, 0), "aliyun_3_x64_20G_alibase_20251030.vhd")
  instance_charge_type          = "PostPaid"
  instance_name                 = "ainav-staging-bastion"
  instance_type                 = "ecs.c6.large"
  launch_template_name          = "ainav-staging-bastion"
  network_type                  = "vpc"
  ram_role_name                 = data.terraform_remote_state.cross-stack-reference-input-staging-identity.outputs.cross-stack-output-alicloud_ram_rolebastion-rolerole_name
  security_enhancement_strategy = "Active"
  security_group_ids = [
    data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_security_groupbastion-groupid,
  ]
  tags = {
    environment = "staging"
    host-group  = "ainav-staging-bastion"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  user_data = local.bastion-template_user-data_0FFA8DC9

  system_disk {
    category             = "cloud_essd"
    delete_with_instance = true
    description = sha256(
      jsonencode({
        "launchTemplateName" = "ainav-staging-bastion"
        "description"        = "Hosts of ainav-staging-bastion"
        "instanceName"       = "ainav-staging-bastion"
        "instanceType"       = "ecs.c6.large"
        "instanceChargeType" = "PostPaid"
        "imageId"            = try(element(data.alicloud_images.image.ids, 0), "aliyun_3_x64_20G_alibase_20251030.vhd")
        "networkType"        = "vpc"
        "securityGroupIds" = [
          data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_security_groupbastion-groupid,
        ]
        "ramRoleName"                 = data.terraform_remote_state.cross-stack-reference-input-staging-identity.outputs.cross-stack-output-alicloud_ram_rolebastion-rolerole_name
        "httpEndpoint"                = "enabled"
        "httpTokens"                  = "required"
        "httpPutResponseHopLimit"     = 1
        "securityEnhancementStrategy" = "Active"
        "userData"                    = local.bastion-template_user-data_0FFA8DC9
        "tags" = {
          "project"     = "ainav"
          "environment" = "staging"
          "stack"       = "compute"
          "managed-by"  = "terraform"
          "host-group"  = "ainav-staging-bastion"
        }
        "systemDisk" = {
          "category"           = "cloud_essd"
          "performanceLevel"   = "PL0"
          "size"               = 40
          "encrypted"          = true
          "deleteWithInstance" = true
        }
        "instanceTypes" = ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"]
      })
    )
    encrypted         = true
    performance_level = "PL0"
    size              = 40
  }
}

resource "alicloud_ecs_launch_template" "search-template" {
  description                   = "Hosts of ainav-staging-search"
  http_endpoint                 = "enabled"
  http_put_response_hop_limit   = 1
  http_tokens                   = "required"
  image_id                      = try(element(data.alicloud_images.image.ids, 0), "aliyun_3_x64_20G_alibase_20251030.vhd")
  instance_charge_type          = "PostPaid"
  instance_name                 = "ainav-staging-search"
  instance_type                 = "ecs.c6.large"
  launch_template_name          = "ainav-staging-search"
  network_type                  = "vpc"
  ram_role_name                 = data.terraform_remote_state.cross-stack-reference-input-staging-identity.outputs.cross-stack-output-alicloud_ram_rolesearch-rolerole_name
  security_enhancement_strategy = "Active"
  security_group_ids = [
    data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_security_grouphosts-groupid,
  ]
  tags = {
    environment = "staging"
    host-group  = "ainav-staging-search"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  user_data = local.search-template_user-data_87FF3C84

  system_disk {
    category             = "cloud_essd"
    delete_with_instance = true
    description = sha256(
      jsonencode({
        "launchTemplateName" = "ainav-staging-search"
        "description"        = "Hosts of ainav-staging-search"
        "instanceName"       = "ainav-staging-search"
        "instanceType"       = "ecs.c6.large"
        "instanceChargeType" = "PostPaid"
        "imageId"            = try(element(data.alicloud_images.image.ids, 0), "aliyun_3_x64_20G_alibase_20251030.vhd")
        "networkType"        = "vpc"
        "securityGroupIds" = [
          data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_security_grouphosts-groupid,
        ]
        "ramRoleName"                 = data.terraform_remote_state.cross-stack-reference-input-staging-identity.outputs.cross-stack-output-alicloud_ram_rolesearch-rolerole_name
        "httpEndpoint"                = "enabled"
        "httpTokens"                  = "required"
        "httpPutResponseHopLimit"     = 1
        "securityEnhancementStrategy" = "Active"
        "userData"                    = local.search-template_user-data_87FF3C84
        "tags" = {
          "project"     = "ainav"
          "environment" = "staging"
          "stack"       = "compute"
          "managed-by"  = "terraform"
          "host-group"  = "ainav-staging-search"
        }
        "systemDisk" = {
          "category"           = "cloud_essd"
          "performanceLevel"   = "PL0"
          "size"               = 40
          "encrypted"          = true
          "deleteWithInstance" = true
        }
        "instanceTypes" = ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"]
      })
    )
    encrypted         = true
    performance_level = "PL0"
    size              = 40
  }
}

resource "alicloud_ecs_launch_template" "worker-template" {
  description                   = "Hosts of ainav-staging-worker"
  http_endpoint                 = "enabled"
  http_put_response_hop_limit   = 1
  http_tokens                   = "required"
  image_id                      = try(element(data.alicloud_images.image.ids, 0), "aliyun_3_x64_20G_alibase_20251030.vhd")
  instance_charge_type          = "PostPaid"
  instance_name                 = "ainav-staging-worker"
  instance_type                 = "ecs.c6.large"
  launch_template_name          = "ainav-staging-worker"
  network_type                  = "vpc"
  ram_role_name                 = data.terraform_remote_state.cross-stack-reference-input-staging-identity.outputs.cross-stack-output-alicloud_ram_roleworker-rolerole_name
  security_enhancement_strategy = "Active"
  security_group_ids = [
    data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_security_grouphosts-groupid,
  ]
  tags = {
    environment = "staging"
    host-group  = "ainav-staging-worker"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  user_data = local.worker-template_user-data_49736343

  system_disk {
    category             = "cloud_essd"
    delete_with_instance = true
    description = sha256(
      jsonencode({
        "launchTemplateName" = "ainav-staging-worker"
        "description"        = "Hosts of ainav-staging-worker"
        "instanceName"       = "ainav-staging-worker"
        "instanceType"       = "ecs.c6.large"
        "instanceChargeType" = "PostPaid"
        "imageId"            = try(element(data.alicloud_images.image.ids, 0), "aliyun_3_x64_20G_alibase_20251030.vhd")
        "networkType"        = "vpc"
        "securityGroupIds" = [
          data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_security_grouphosts-groupid,
        ]
        "ramRoleName"                 = data.terraform_remote_state.cross-stack-reference-input-staging-identity.outputs.cross-stack-output-alicloud_ram_roleworker-rolerole_name
        "httpEndpoint"                = "enabled"
        "httpTokens"                  = "required"
        "httpPutResponseHopLimit"     = 1
        "securityEnhancementStrategy" = "Active"
        "userData"                    = local.worker-template_user-data_49736343
        "tags" = {
          "project"     = "ainav"
          "environment" = "staging"
          "stack"       = "compute"
          "managed-by"  = "terraform"
          "host-group"  = "ainav-staging-worker"
        }
        "systemDisk" = {
          "category"           = "cloud_essd"
          "performanceLevel"   = "PL0"
          "size"               = 40
          "encrypted"          = true
          "deleteWithInstance" = true
        }
        "instanceTypes" = ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"]
      })
    )
    encrypted         = true
    performance_level = "PL0"
    size              = 40
  }
}

resource "alicloud_ess_alb_server_group_attachment" "app_group_content-api-attachment_7F572320" {
  alb_server_group_id = alicloud_alb_server_group.content-api.id
  force_attach        = true
  port                = 8001
  scaling_group_id    = alicloud_ess_scaling_group.app_group_50BAA3D6.id
  weight              = 100

  depends_on = [
    alicloud_ess_alb_server_group_attachment.app_group_web-attachment_D88F3C2C,
    alicloud_ess_scaling_rule.app_group_memory-rule_C1D73308,
  ]
}

resource "alicloud_ess_alb_server_group_attachment" "app_group_search-api-attachment_5AC85395" {
  alb_server_group_id = alicloud_alb_server_group.search-api.id
  force_attach        = true
  port                = 8002
  scaling_group_id    = alicloud_ess_scaling_group.app_group_50BAA3D6.id
  weight              = 100

  depends_on = [
    alicloud_ess_alb_server_group_attachment.app_group_content-api-attachment_7F572320,
    alicloud_ess_scaling_rule.app_group_memory-rule_C1D73308,
  ]
}

resource "alicloud_ess_alb_server_group_attachment" "app_group_web-attachment_D88F3C2C" {
  alb_server_group_id = alicloud_alb_server_group.web.id
  force_attach        = true
  port                = 3000
  scaling_group_id    = alicloud_ess_scaling_group.app_group_50BAA3D6.id
  weight              = 100

  depends_on = [alicloud_ess_scaling_rule.app_group_memory-rule_C1D73308]
}

resource "alicloud_ess_lifecycle_hook" "app_group_boot_D255AC05" {
  default_result       = "CONTINUE"
  heartbeat_timeout    = 900
  lifecycle_transition = "SCALE_OUT"
  name                 = "boot"
  scaling_group_id     = alicloud_ess_scaling_group.app_group_50BAA3D6.id
}

resource "alicloud_ess_lifecycle_hook" "app_group_drain_2599B4A8" {
  default_result       = "CONTINUE"
  heartbeat_timeout    = 60
  lifecycle_transition = "SCALE_IN"
  name                 = "drain"
  scaling_group_id     = alicloud_ess_scaling_group.app_group_50BAA3D6.id

  depends_on = [alicloud_ess_lifecycle_hook.app_group_boot_D255AC05]
}

resource "alicloud_ess_lifecycle_hook" "bastion_boot_94F79C86" {
  default_result       = "CONTINUE"
  heartbeat_timeout    = 120
  lifecycle_transition = "SCALE_OUT"
  name                 = "boot"
  scaling_group_id     = alicloud_ess_scaling_group.bastion.id
}

resource "alicloud_ess_lifecycle_hook" "bastion_drain_93770807" {
  default_result       = "CONTINUE"
  heartbeat_timeout    = 60
  lifecycle_transition = "SCALE_IN"
  name                 = "drain"
  scaling_group_id     = alicloud_ess_scaling_group.bastion.id

  depends_on = [alicloud_ess_lifecycle_hook.bastion_boot_94F79C86]
}

resource "alicloud_ess_lifecycle_hook" "search_boot_DF7B2A0B" {
  default_result       = "CONTINUE"
  heartbeat_timeout    = 120
  lifecycle_transition = "SCALE_OUT"
  name                 = "boot"
  scaling_group_id     = alicloud_ess_scaling_group.search.id
}

resource "alicloud_ess_lifecycle_hook" "search_drain_83E9DC18" {
  default_result       = "CONTINUE"
  heartbeat_timeout    = 60
  lifecycle_transition = "SCALE_IN"
  name                 = "drain"
  scaling_group_id     = alicloud_ess_scaling_group.search.id

  depends_on = [alicloud_ess_lifecycle_hook.search_boot_DF7B2A0B]
}

resource "alicloud_ess_lifecycle_hook" "worker_boot_C74147A0" {
  default_result       = "CONTINUE"
  heartbeat_timeout    = 120
  lifecycle_transition = "SCALE_OUT"
  name                 = "boot"
  scaling_group_id     = alicloud_ess_scaling_group.worker.id
}

resource "alicloud_ess_lifecycle_hook" "worker_drain_31BC8A6D" {
  default_result       = "CONTINUE"
  heartbeat_timeout    = 60
  lifecycle_transition = "SCALE_IN"
  name                 = "drain"
  scaling_group_id     = alicloud_ess_scaling_group.worker.id

  depends_on = [alicloud_ess_lifecycle_hook.worker_boot_C74147A0]
}

resource "alicloud_ess_scaling_group" "app_group_50BAA3D6" {
  default_cooldown          = 60
  group_deletion_protection = true
  health_check_types        = ["ECS", "LOAD_BALANCER"]
  launch_template_id        = alicloud_ecs_launch_template.app-template.id
  launch_template_version   = "Latest"
  max_size                  = 2
  min_size                  = 1
  multi_az_policy           = "PRIORITY"
  removal_policies          = ["OldestScalingConfiguration", "OldestInstance"]
  scaling_group_name        = "ainav-staging-app"
  scaling_policy            = "release"
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  vswitch_ids = [
    data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-bid,
    data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-cid,
  ]

  launch_template_override {
    instance_type = "ecs.c6.large"
  }

  launch_template_override {
    instance_type = "ecs.c7.large"
  }

  launch_template_override {
    instance_type = "ecs.g6.large"
  }

  lifecycle {
    ignore_changes = [alb_server_group]
  }
}

resource "alicloud_ess_scaling_group" "bastion" {
  default_cooldown          = 60
  group_deletion_protection = true
  health_check_types        = ["ECS"]
  launch_template_id        = alicloud_ecs_launch_template.bastion-template.id
  launch_template_version   = "Latest"
  max_size                  = 1
  min_size                  = 1
  multi_az_policy           = "PRIORITY"
  removal_policies          = ["OldestScalingConfiguration", "OldestInstance"]
  scaling_group_name        = "ainav-staging-bastion"
  scaling_policy            = "release"
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  vswitch_ids = [
    data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_vswitchpublic-cn-hongkong-bid,
    data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_vswitchpublic-cn-hongkong-cid,
  ]

  launch_template_override {
    instance_type = "ecs.c6.large"
  }

  launch_template_override {
    instance_type = "ecs.c7.large"
  }

  launch_template_override {
    instance_type = "ecs.g6.large"
  }

  lifecycle {
    ignore_changes = [alb_server_group]
  }
}

resource "alicloud_ess_scaling_group" "search" {
  default_cooldown          = 60
  group_deletion_protection = true
  health_check_types        = ["ECS"]
  launch_template_id        = alicloud_ecs_launch_template.search-template.id
  launch_template_version   = "Latest"
  max_size                  = 1
  min_size                  = 1
  multi_az_policy           = "PRIORITY"
  removal_policies          = ["OldestScalingConfiguration", "OldestInstance"]
  scaling_group_name        = "ainav-staging-search"
  scaling_policy            = "release"
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  vswitch_ids = [
    data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-bid,
  ]

  launch_template_override {
    instance_type = "ecs.c6.large"
  }

  launch_template_override {
    instance_type = "ecs.c7.large"
  }

  launch_template_override {
    instance_type = "ecs.g6.large"
  }

  lifecycle {
    ignore_changes = [alb_server_group]
  }
}

resource "alicloud_ess_scaling_group" "worker" {
  default_cooldown          = 60
  group_deletion_protection = true
  health_check_types        = ["ECS"]
  launch_template_id        = alicloud_ecs_launch_template.worker-template.id
  launch_template_version   = "Latest"
  max_size                  = 1
  min_size                  = 1
  multi_az_policy           = "PRIORITY"
  removal_policies          = ["OldestScalingConfiguration", "OldestInstance"]
  scaling_group_name        = "ainav-staging-worker"
  scaling_policy            = "release"
  tags = {
    environment = "staging"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "compute"
  }
  vswitch_ids = [
    data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-bid,
  ]

  launch_template_override {
    instance_type = "ecs.c6.large"
  }

  launch_template_override {
    instance_type = "ecs.c7.large"
  }

  launch_template_override {
    instance_type = "ecs.g6.large"
  }

  lifecycle {
    ignore_changes = [alb_server_group]
  }
}

resource "alicloud_ess_scaling_rule" "app_group_cpu-rule_605C8E29" {
  estimated_instance_warmup = 180
  metric_name               = "CpuUtilization"
  scaling_group_id          = alicloud_ess_scaling_group.app_group_50BAA3D6.id
  scaling_rule_name         = "ainav-staging-app-cpu"
  scaling_rule_type         = "TargetTrackingScalingRule"
  target_value              = 70

  depends_on = [alicloud_ess_lifecycle_hook.app_group_drain_2599B4A8]
}

resource "alicloud_ess_scaling_rule" "app_group_memory-rule_C1D73308" {
  estimated_instance_warmup = 180
  metric_name               = "MemoryUtilization"
  scaling_group_id          = alicloud_ess_scaling_group.app_group_50BAA3D6.id
  scaling_rule_name         = "ainav-staging-app-memory"
  scaling_rule_type         = "TargetTrackingScalingRule"
  target_value              = 80

  depends_on = [alicloud_ess_scaling_rule.app_group_cpu-rule_605C8E29]
}

resource "alicloud_oss_bucket_object" "app-bundle" {
  source                 = "assets/app-bundle_archive_A06BC34B/13c35db8fad81fb85399daf0d45e6faae6793fbc3d1982563a05ae94c1d32323/app.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/app/13c35db8fad81fb85399daf0d45e6faae6793fbc3d1982563a05ae94c1d32323.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "bastion-bundle" {
  source                 = "assets/bastion-bundle_archive_FC57C789/db1385f5edf76d65013cf6ea48a7629c456c82e21c9553d592ee14232620c350/bastion.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/bastion/db1385f5edf76d65013cf6ea48a7629c456c82e21c9553d592ee14232620c350.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "search-bundle" {
  source                 = "assets/search-bundle_archive_ED8D4604/5f4dbb9f4f698779164fa3ff97f372f9698e40e5315a84a5ad6a70dfebfeebcb/search.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/search/5f4dbb9f4f698779164fa3ff97f372f9698e40e5315a84a5ad6a70dfebfeebcb.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_oss_bucket_object" "worker-bundle" {
  source                 = "assets/worker-bundle_archive_B98F7BCF/815696dcf9a279fd386fadc7e48dbdc772711c4270394d54f6d818b2e6c454df/worker.tar"
  bucket                 = data.terraform_remote_state.cross-stack-reference-input-staging-data.outputs.cross-stack-output-alicloud_oss_bucketbundlesid
  content_type           = "application/x-tar"
  key                    = "hosts/worker/815696dcf9a279fd386fadc7e48dbdc772711c4270394d54f6d818b2e6c454df.tar"
  server_side_encryption = "AES256"

  lifecycle {
    create_before_destroy = true
  }
}

resource "alicloud_pvtz_zone_record" "monitoring-name" {
  rr      = "monitoring"
  ttl     = 60
  type    = "A"
  value   = "127.0.0.1"
  zone_id = data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_pvtz_zoneprivate-zoneid

  lifecycle {
    ignore_changes = [value]
  }
}

resource "alicloud_pvtz_zone_record" "search-name" {
  rr      = "search"
  ttl     = 60
  type    = "A"
  value   = "127.0.0.1"
  zone_id = data.terraform_remote_state.cross-stack-reference-input-staging-network.outputs.cross-stack-output-alicloud_pvtz_zoneprivate-zoneid

  lifecycle {
    ignore_changes = [value]
  }
}

output "app_scaling_group_id" {
  description = "Scaling group of app hosts"
  value       = alicloud_ess_scaling_group.app_group_50BAA3D6.id
}

output "bastion_scaling_group_id" {
  description = "Scaling group of bastion hosts"
  value       = alicloud_ess_scaling_group.bastion.id
}

output "cross-stack-output-alicloud_alb_load_balancerload-balancerdns_name" {
  sensitive = true
  value     = alicloud_alb_load_balancer.load-balancer.dns_name
}

output "cross-stack-output-alicloud_ecs_launch_templateapp-templateid" {
  sensitive = true
  value     = alicloud_ecs_launch_template.app-template.id
}

output "cross-stack-output-alicloud_ecs_launch_templateapp-templatelatest_version_number" {
  sensitive = true
  value     = alicloud_ecs_launch_template.app-template.latest_version_number
}

output "cross-stack-output-alicloud_ecs_launch_templatebastion-templateid" {
  sensitive = true
  value     = alicloud_ecs_launch_template.bastion-template.id
}

output "cross-stack-output-alicloud_ecs_launch_templatebastion-templatelatest_version_number" {
  sensitive = true
  value     = alicloud_ecs_launch_template.bastion-template.latest_version_number
}

output "cross-stack-output-alicloud_ecs_launch_templatesearch-templateid" {
  sensitive = true
  value     = alicloud_ecs_launch_template.search-template.id
}

output "cross-stack-output-alicloud_ecs_launch_templatesearch-templatelatest_version_number" {
  sensitive = true
  value     = alicloud_ecs_launch_template.search-template.latest_version_number
}

output "cross-stack-output-alicloud_ecs_launch_templateworker-templateid" {
  sensitive = true
  value     = alicloud_ecs_launch_template.worker-template.id
}

output "cross-stack-output-alicloud_ecs_launch_templateworker-templatelatest_version_number" {
  sensitive = true
  value     = alicloud_ecs_launch_template.worker-template.latest_version_number
}

output "cross-stack-output-alicloud_ess_scaling_groupapp_group_50BAA3D6id" {
  sensitive = true
  value     = alicloud_ess_scaling_group.app_group_50BAA3D6.id
}

output "cross-stack-output-alicloud_ess_scaling_groupbastionid" {
  sensitive = true
  value     = alicloud_ess_scaling_group.bastion.id
}

output "cross-stack-output-alicloud_ess_scaling_groupsearchid" {
  sensitive = true
  value     = alicloud_ess_scaling_group.search.id
}

output "cross-stack-output-alicloud_ess_scaling_groupworkerid" {
  sensitive = true
  value     = alicloud_ess_scaling_group.worker.id
}

output "load_balancer_host" {
  description = "Host name of the load balancer, for CNAME records"
  value       = alicloud_alb_load_balancer.load-balancer.dns_name
}

output "load_balancer_id" {
  description = "Load balancer"
  value       = alicloud_alb_load_balancer.load-balancer.id
}

output "monitoring_host" {
  description = "Name of the monitoring host inside the VPC"
  value       = "monitoring.staging.ainav.internal"
}

output "search_host" {
  description = "Name of the search host inside the VPC"
  value       = "search.staging.ainav.internal"
}

output "search_scaling_group_id" {
  description = "Scaling group of search hosts"
  value       = alicloud_ess_scaling_group.search.id
}

output "worker_scaling_group_id" {
  description = "Scaling group of worker hosts"
  value       = alicloud_ess_scaling_group.worker.id
}
