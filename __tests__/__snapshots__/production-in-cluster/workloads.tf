terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "workloads"
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
    helm = {
      source  = "helm"
      version = "3.1.1"
    }
    kubernetes = {
      source  = "kubernetes"
      version = "2.38.0"
    }
  }
}

provider "alicloud" {
  region = "cn-hongkong"

  sign_version {
    oss = "v4"
  }
}

provider "helm" {
  helm_driver = "configmap"
  kubernetes = {
    cluster_ca_certificate = base64decode(
      data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-dataalicloud_cs_cluster_credentialcluster_credential_B49B447Ccertificate_authority.cluster_cert
    )
    exec = {
      api_version = "client.authentication.k8s.io/v1beta1"
      args = [
        "credential-plugin",
        "get-credential",
        "--cluster-id",
        data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclusterid,
        "--api-version",
        "v1beta1",
      ]
      command = "ack-ram-tool"
    }
    host = data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclusterconnections.api_server_intranet
  }
}

provider "kubernetes" {
  cluster_ca_certificate = base64decode(
    data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-dataalicloud_cs_cluster_credentialcluster_credential_B49B447Ccertificate_authority.cluster_cert
  )
  host = data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclusterconnections.api_server_intranet

  exec {
    api_version = "client.authentication.k8s.io/v1beta1"
    args = [
      "credential-plugin",
      "get-credential",
      "--cluster-id",
      data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclusterid,
      "--api-version",
      "v1beta1",
    ]
    command = "ack-ram-tool"
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

data "terraform_remote_state" "cross-stack-reference-input-production-pod-roles" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "pod-roles"
    prefix              = "ainav/production"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

resource "helm_release" "secrets" {
  atomic           = true
  chart            = "assets/secrets_chart_069B7C81/7f8f219224fe29ecd0fd40ec57c75f0c6050e76ff0808aec2e67cfdac484ec27"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "application-secrets"
  namespace        = kubernetes_namespace_v1.namespace.metadata[0].name
  set = [
    {
      name  = "store.kind"
      type  = "string"
      value = "oos"
    },
    {
      name  = "prefix"
      type  = "string"
      value = "ainav/production"
    },
    {
      name  = "own.registry.\\.dockerconfigjson"
      type  = "string"
      value = "registry-pull"
    },
    {
      name  = "types.ainav-registry"
      type  = "string"
      value = "kubernetes.io/dockerconfigjson"
    },
  ]
  timeout = 120
  values = [
    <<EOT
# The Secret <namespace>-secrets has what services and workers may know (requirement: web-settings).
own:
  secrets:
    POSTGRES_PASSWORD: postgres-app
    REDIS_PASSWORD: redis-app
    MEILISEARCH_API_KEY: search-master
  # Only migrations may change the schema.
  migrations:
    POSTGRES_PASSWORD: postgres-owner
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = []
}

resource "kubernetes_config_map_v1" "settings" {
  data = {
    ALIBABA_CLOUD_STS_REGION           = "cn-hongkong"
    ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED = "true"
    ASSETS_BUCKET                      = "ainav-production-assets-1234567890123456"
    CELERY_REDIS_PREFIX                = "celery:{slot}:"
    CONTENT_API_URL                    = "http://ainav-content-api"
    DATABASE_HOST                      = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresconnection_string
    DATABASE_NAME                      = "ainav"
    DATABASE_PORT                      = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
    DATABASE_USER                      = "ainav_app"
    MEILISEARCH_URL                    = "http://meilisearch.search.svc:7700"
    OSS_ENDPOINT                       = "https://oss-cn-hongkong-internal.aliyuncs.com"
    OSS_REGION                         = "cn-hongkong"
    REDIS_HOST                         = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisconnection_domain
    REDIS_PORT                         = "6379"
    REDIS_USER                         = "app"
    SEARCH_API_URL                     = "http://ainav-search-api"
    SITE_URL                           = "https://ainav.cn"
    UPLOADS_BUCKET                     = "ainav-production-uploads-1234567890123456"
  }

  metadata {
    name      = "ainav-config"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }
}

resource "kubernetes_cron_job_v1" "crawlers" {
  metadata {
    labels = {
      app                            = "ainav-crawlers"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-crawlers"
    }
    name      = "ainav-crawlers"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    concurrency_policy            = "Forbid"
    failed_jobs_history_limit     = 3
    schedule                      = "0 */6 * * *"
    starting_deadline_seconds     = 600
    successful_jobs_history_limit = 1
    suspend                       = false
    timezone                      = "Asia/Shanghai"

    job_template {
      metadata {
        labels = {
          app                            = "ainav-crawlers"
          "app.kubernetes.io/managed-by" = "terraform"
          "app.kubernetes.io/name"       = "ainav-crawlers"
        }
      }

      spec {
        active_deadline_seconds = 10800
        backoff_limit           = 1

        template {
          metadata {
            labels = {
              app                            = "ainav-crawlers"
              "app.kubernetes.io/managed-by" = "terraform"
              "app.kubernetes.io/name"       = "ainav-crawlers"
            }
          }

          spec {
            automount_service_account_token = false
            enable_service_links            = false
            node_selector = {
              pool = "app"
            }
            restart_policy                   = "Never"
            service_account_name             = kubernetes_service_account_v1.crawlers_identity_FFA5ACA1.metadata[0].name
            termination_grace_period_seconds = 30

            container {
              command           = ["python", "-m", "app.crawlers"]
              image             = "registry.cn-hongkong.aliyuncs.com/ainav/automation:2026-11-25.1"
              image_pull_policy = "IfNotPresent"
              name              = "crawlers"

              env_from {
                config_map_ref {
                  name = kubernetes_config_map_v1.settings.metadata[0].name
                }
              }

              env_from {
                secret_ref {
                  name = "ainav-secrets"
                }
              }

              resources {
                limits = {
                  cpu               = "1"
                  ephemeral-storage = "2Gi"
                  memory            = "768Mi"
                }
                requests = {
                  cpu               = "500m"
                  ephemeral-storage = "256Mi"
                  memory            = "512Mi"
                }
              }

              security_context {
                allow_privilege_escalation = false
                privileged                 = false
                read_only_root_filesystem  = true
                run_as_group               = "1000"
                run_as_non_root            = true
                run_as_user                = "1000"

                capabilities {
                  drop = ["ALL"]
                }

                seccomp_profile {
                  type = "RuntimeDefault"
                }
              }

              volume_mount {
                mount_path = "/tmp"
                name       = "tmp"
              }
            }

            image_pull_secrets {
              name = "ainav-registry"
            }

            security_context {
              fs_group        = "1000"
              run_as_group    = "1000"
              run_as_non_root = true
              run_as_user     = "1000"

              seccomp_profile {
                type = "RuntimeDefault"
              }
            }

            volume {
              name = "tmp"

              empty_dir {
                size_limit = "1Gi"
              }
            }
          }
        }
      }
    }
  }
}

resource "kubernetes_cron_job_v1" "scheduled-tasks" {
  metadata {
    labels = {
      app                            = "ainav-scheduled-tasks"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-scheduled-tasks"
    }
    name      = "ainav-scheduled-tasks"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    concurrency_policy            = "Forbid"
    failed_jobs_history_limit     = 3
    schedule                      = "30 4 * * *"
    starting_deadline_seconds     = 600
    successful_jobs_history_limit = 1
    suspend                       = false
    timezone                      = "Asia/Shanghai"

    job_template {
      metadata {
        labels = {
          app                            = "ainav-scheduled-tasks"
          "app.kubernetes.io/managed-by" = "terraform"
          "app.kubernetes.io/name"       = "ainav-scheduled-tasks"
        }
      }

      spec {
        active_deadline_seconds = 3600
        backoff_limit           = 1

        template {
          metadata {
            labels = {
              app                            = "ainav-scheduled-tasks"
              "app.kubernetes.io/managed-by" = "terraform"
              "app.kubernetes.io/name"       = "ainav-scheduled-tasks"
            }
          }

          spec {
            automount_service_account_token = false
            enable_service_links            = false
            node_selector = {
              pool = "app"
            }
            restart_policy                   = "Never"
            service_account_name             = kubernetes_service_account_v1.scheduled-tasks_identity_E7250AD8.metadata[0].name
            termination_grace_period_seconds = 30

            container {
              command           = ["python", "-m", "app.scheduled_tasks"]
              image             = "registry.cn-hongkong.aliyuncs.com/ainav/automation:2026-11-25.1"
              image_pull_policy = "IfNotPresent"
              name              = "scheduled-tasks"

              env_from {
                config_map_ref {
                  name = kubernetes_config_map_v1.settings.metadata[0].name
                }
              }

              env_from {
                secret_ref {
                  name = "ainav-secrets"
                }
              }

              resources {
                limits = {
                  cpu               = "500m"
                  ephemeral-storage = "512Mi"
                  memory            = "512Mi"
                }
                requests = {
                  cpu               = "250m"
                  ephemeral-storage = "128Mi"
                  memory            = "256Mi"
                }
              }

              security_context {
                allow_privilege_escalation = false
                privileged                 = false
                read_only_root_filesystem  = true
                run_as_group               = "1000"
                run_as_non_root            = true
                run_as_user                = "1000"

                capabilities {
                  drop = ["ALL"]
                }

                seccomp_profile {
                  type = "RuntimeDefault"
                }
              }

              volume_mount {
                mount_path = "/tmp"
                name       = "tmp"
              }
            }

            image_pull_secrets {
              name = "ainav-registry"
            }

            security_context {
              fs_group        = "1000"
              run_as_group    = "1000"
              run_as_non_root = true
              run_as_user     = "1000"

              seccomp_profile {
                type = "RuntimeDefault"
              }
            }

            volume {
              name = "tmp"

              empty_dir {
                size_limit = "64Mi"
              }
            }
          }
        }
      }
    }
  }
}

resource "kubernetes_cron_job_v1" "web-schedule_day_EA8597CA" {
  metadata {
    labels = {
      app                            = "ainav-web-scale-day"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-web-scale-day"
    }
    name      = "ainav-web-scale-day"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    concurrency_policy            = "Forbid"
    failed_jobs_history_limit     = 3
    schedule                      = "0 8 * * *"
    starting_deadline_seconds     = 3600
    successful_jobs_history_limit = 1
    suspend                       = false
    timezone                      = "Asia/Shanghai"

    job_template {
      metadata {
        labels = {
          app                            = "ainav-web-scale-day"
          "app.kubernetes.io/managed-by" = "terraform"
          "app.kubernetes.io/name"       = "ainav-web-scale-day"
        }
      }

      spec {
        active_deadline_seconds = 300
        backoff_limit           = 3

        template {
          metadata {
            labels = {
              app                            = "ainav-web-scale-day"
              "app.kubernetes.io/managed-by" = "terraform"
              "app.kubernetes.io/name"       = "ainav-web-scale-day"
            }
          }

          spec {
            automount_service_account_token = true
            enable_service_links            = false
            node_selector = {
              pool = "app"
            }
            restart_policy                   = "Never"
            service_account_name             = kubernetes_service_account_v1.web-schedule_day_identity_49BA4578.metadata[0].name
            termination_grace_period_seconds = 30

            container {
              command = [
                "kubectl",
                "patch",
                "hpa",
                kubernetes_horizontal_pod_autoscaler_v2.web_autoscaler_7F8E3326.metadata[0].name,
                "--namespace",
                kubernetes_namespace_v1.namespace.metadata[0].name,
                "--type",
                "merge",
                "--patch",
                "{\"spec\":{\"minReplicas\":2,\"maxReplicas\":10}}",
              ]
              image             = "registry.k8s.io/kubectl:v1.33.3"
              image_pull_policy = "IfNotPresent"
              name              = "kubectl"

              env {
                name  = "HOME"
                value = "/tmp"
              }

              resources {
                limits = {
                  cpu               = "100m"
                  ephemeral-storage = "128Mi"
                  memory            = "128Mi"
                }
                requests = {
                  cpu               = "10m"
                  ephemeral-storage = "16Mi"
                  memory            = "32Mi"
                }
              }

              security_context {
                allow_privilege_escalation = false
                privileged                 = false
                read_only_root_filesystem  = true
                run_as_group               = "65532"
                run_as_non_root            = true
                run_as_user                = "65532"

                capabilities {
                  drop = ["ALL"]
                }

                seccomp_profile {
                  type = "RuntimeDefault"
                }
              }

              volume_mount {
                mount_path = "/tmp"
                name       = "tmp"
              }
            }

            image_pull_secrets {
              name = "ainav-registry"
            }

            security_context {
              fs_group        = "65532"
              run_as_group    = "65532"
              run_as_non_root = true
              run_as_user     = "65532"

              seccomp_profile {
                type = "RuntimeDefault"
              }
            }

            volume {
              name = "tmp"

              empty_dir {
                size_limit = "64Mi"
              }
            }
          }
        }
      }
    }
  }
}

resource "kubernetes_cron_job_v1" "web-schedule_night_B80E16AD" {
  metadata {
    labels = {
      app                            = "ainav-web-scale-night"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-web-scale-night"
    }
    name      = "ainav-web-scale-night"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    concurrency_policy            = "Forbid"
    failed_jobs_history_limit     = 3
    schedule                      = "0 1 * * *"
    starting_deadline_seconds     = 3600
    successful_jobs_history_limit = 1
    suspend                       = false
    timezone                      = "Asia/Shanghai"

    job_template {
      metadata {
        labels = {
          app                            = "ainav-web-scale-night"
          "app.kubernetes.io/managed-by" = "terraform"
          "app.kubernetes.io/name"       = "ainav-web-scale-night"
        }
      }

      spec {
        active_deadline_seconds = 300
        backoff_limit           = 3

        template {
          metadata {
            labels = {
              app                            = "ainav-web-scale-night"
              "app.kubernetes.io/managed-by" = "terraform"
              "app.kubernetes.io/name"       = "ainav-web-scale-night"
            }
          }

          spec {
            automount_service_account_token = true
            enable_service_links            = false
            node_selector = {
              pool = "app"
            }
            restart_policy                   = "Never"
            service_account_name             = kubernetes_service_account_v1.web-schedule_night_identity_642475AA.metadata[0].name
            termination_grace_period_seconds = 30

            container {
              command = [
                "kubectl",
                "patch",
                "hpa",
                kubernetes_horizontal_pod_autoscaler_v2.web_autoscaler_7F8E3326.metadata[0].name,
                "--namespace",
                kubernetes_namespace_v1.namespace.metadata[0].name,
                "--type",
                "merge",
                "--patch",
                "{\"spec\":{\"minReplicas\":1,\"maxReplicas\":3}}",
              ]
              image             = "registry.k8s.io/kubectl:v1.33.3"
              image_pull_policy = "IfNotPresent"
              name              = "kubectl"

              env {
                name  = "HOME"
                value = "/tmp"
              }

              resources {
                limits = {
                  cpu               = "100m"
                  ephemeral-storage = "128Mi"
                  memory            = "128Mi"
                }
                requests = {
                  cpu               = "10m"
                  ephemeral-storage = "16Mi"
                  memory            = "32Mi"
                }
              }

              security_context {
                allow_privilege_escalation = false
                privileged                 = false
                read_only_root_filesystem  = true
                run_as_group               = "65532"
                run_as_non_root            = true
                run_as_user                = "65532"

                capabilities {
                  drop = ["ALL"]
                }

                seccomp_profile {
                  type = "RuntimeDefault"
                }
              }

              volume_mount {
                mount_path = "/tmp"
                name       = "tmp"
              }
            }

            image_pull_secrets {
              name = "ainav-registry"
            }

            security_context {
              fs_group        = "65532"
              run_as_group    = "65532"
              run_as_non_root = true
              run_as_user     = "65532"

              seccomp_profile {
                type = "RuntimeDefault"
              }
            }

            volume {
              name = "tmp"

              empty_dir {
                size_limit = "64Mi"
              }
            }
          }
        }
      }
    }
  }
}

resource "kubernetes_deployment_v1" "celery-beat" {
  metadata {
    labels = {
      app                            = "ainav-celery-beat"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-celery-beat"
    }
    name      = "ainav-celery-beat"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    min_ready_seconds         = 10
    progress_deadline_seconds = 600
    replicas                  = "1"
    revision_history_limit    = 5

    selector {
      match_labels = {
        app = "ainav-celery-beat"
      }
    }

    strategy {
      type = "Recreate"
    }

    template {
      metadata {
        annotations = {
          "checksum/settings" = sha256(
            jsonencode({
              "SITE_URL"                           = "https://ainav.cn"
              "DATABASE_HOST"                      = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresconnection_string
              "DATABASE_PORT"                      = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
              "DATABASE_NAME"                      = "ainav"
              "DATABASE_USER"                      = "ainav_app"
              "REDIS_HOST"                         = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisconnection_domain
              "REDIS_PORT"                         = "6379"
              "REDIS_USER"                         = "app"
              "CELERY_REDIS_PREFIX"                = "celery:{slot}:"
              "MEILISEARCH_URL"                    = "http://meilisearch.search.svc:7700"
              "CONTENT_API_URL"                    = "http://ainav-content-api"
              "SEARCH_API_URL"                     = "http://ainav-search-api"
              "OSS_REGION"                         = "cn-hongkong"
              "OSS_ENDPOINT"                       = "https://oss-cn-hongkong-internal.aliyuncs.com"
              "ASSETS_BUCKET"                      = "ainav-production-assets-1234567890123456"
              "UPLOADS_BUCKET"                     = "ainav-production-uploads-1234567890123456"
              "ALIBABA_CLOUD_STS_REGION"           = "cn-hongkong"
              "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED" = "true"
            })
          )
        }
        labels = {
          app                            = "ainav-celery-beat"
          "app.kubernetes.io/managed-by" = "terraform"
          "app.kubernetes.io/name"       = "ainav-celery-beat"
        }
      }

      spec {
        automount_service_account_token = false
        enable_service_links            = false
        node_selector = {
          pool = "app"
        }
        restart_policy                   = "Always"
        service_account_name             = kubernetes_service_account_v1.celery-beat_identity_90AB8851.metadata[0].name
        termination_grace_period_seconds = 65

        container {
          command = [
            "celery",
            "-A",
            "app.celery",
            "beat",
            "--loglevel=info",
            "--schedule=/tmp/celerybeat-schedule",
            "--pidfile=",
          ]
          image             = "registry.cn-hongkong.aliyuncs.com/ainav/automation:2026-11-25.1"
          image_pull_policy = "IfNotPresent"
          name              = "celery-beat"

          env_from {
            config_map_ref {
              name = kubernetes_config_map_v1.settings.metadata[0].name
            }
          }

          env_from {
            secret_ref {
              name = "ainav-secrets"
            }
          }

          liveness_probe {
            failure_threshold = 3
            period_seconds    = 60
            timeout_seconds   = 3

            exec {
              command = ["sh", "-c", "find /tmp/celerybeat-schedule* -mmin -15 | grep -q ."]
            }
          }

          resources {
            limits = {
              cpu               = "250m"
              ephemeral-storage = "256Mi"
              memory            = "256Mi"
            }
            requests = {
              cpu               = "50m"
              ephemeral-storage = "64Mi"
              memory            = "128Mi"
            }
          }

          security_context {
            allow_privilege_escalation = false
            privileged                 = false
            read_only_root_filesystem  = true
            run_as_group               = "1000"
            run_as_non_root            = true
            run_as_user                = "1000"

            capabilities {
              drop = ["ALL"]
            }

            seccomp_profile {
              type = "RuntimeDefault"
            }
          }

          startup_probe {
            failure_threshold = 30
            period_seconds    = 10
            timeout_seconds   = 3

            exec {
              command = ["sh", "-c", "find /tmp/celerybeat-schedule* -mmin -15 | grep -q ."]
            }
          }

          volume_mount {
            mount_path = "/tmp"
            name       = "tmp"
          }

          lifecycle {
            pre_stop {
              exec {
                command = ["sleep", "5"]
              }
            }
          }
        }

        image_pull_secrets {
          name = "ainav-registry"
        }

        security_context {
          fs_group        = "1000"
          run_as_group    = "1000"
          run_as_non_root = true
          run_as_user     = "1000"

          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        topology_spread_constraint {
          match_label_keys   = ["pod-template-hash"]
          max_skew           = 1
          topology_key       = "topology.kubernetes.io/zone"
          when_unsatisfiable = "ScheduleAnyway"

          label_selector {
            match_labels = {
              app = "ainav-celery-beat"
            }
          }
        }

        topology_spread_constraint {
          match_label_keys   = ["pod-template-hash"]
          max_skew           = 1
          topology_key       = "kubernetes.io/hostname"
          when_unsatisfiable = "ScheduleAnyway"

          label_selector {
            match_labels = {
              app = "ainav-celery-beat"
            }
          }
        }

        volume {
          name = "tmp"

          empty_dir {
            size_limit = "64Mi"
          }
        }
      }
    }
  }

  timeouts {
    create = "15m"
    update = "15m"
  }

  depends_on = [kubernetes_job_v1.migration]
}

resource "kubernetes_deployment_v1" "celery-worker" {
  metadata {
    labels = {
      app                            = "ainav-celery-worker"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-celery-worker"
    }
    name      = "ainav-celery-worker"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    min_ready_seconds         = 10
    progress_deadline_seconds = 600
    revision_history_limit    = 5

    selector {
      match_labels = {
        app = "ainav-celery-worker"
      }
    }

    strategy {
      type = "RollingUpdate"

      rolling_update {
        max_surge       = "25%"
        max_unavailable = "0"
      }
    }

    template {
      metadata {
        annotations = {
          "checksum/settings" = sha256(
            jsonencode({
              "SITE_URL"                           = "https://ainav.cn"
              "DATABASE_HOST"                      = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresconnection_string
              "DATABASE_PORT"                      = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
              "DATABASE_NAME"                      = "ainav"
              "DATABASE_USER"                      = "ainav_app"
              "REDIS_HOST"                         = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisconnection_domain
              "REDIS_PORT"                         = "6379"
              "REDIS_USER"                         = "app"
              "CELERY_REDIS_PREFIX"                = "celery:{slot}:"
              "MEILISEARCH_URL"                    = "http://meilisearch.search.svc:7700"
              "CONTENT_API_URL"                    = "http://ainav-content-api"
              "SEARCH_API_URL"                     = "http://ainav-search-api"
              "OSS_REGION"                         = "cn-hongkong"
              "OSS_ENDPOINT"                       = "https://oss-cn-hongkong-internal.aliyuncs.com"
              "ASSETS_BUCKET"                      = "ainav-production-assets-1234567890123456"
              "UPLOADS_BUCKET"                     = "ainav-production-uploads-1234567890123456"
              "ALIBABA_CLOUD_STS_REGION"           = "cn-hongkong"
              "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED" = "true"
            })
          )
        }
        labels = {
          app                            = "ainav-celery-worker"
          "app.kubernetes.io/managed-by" = "terraform"
          "app.kubernetes.io/name"       = "ainav-celery-worker"
        }
      }

      spec {
        automount_service_account_token = false
        enable_service_links            = false
        node_selector = {
          pool = "app"
        }
        restart_policy                   = "Always"
        service_account_name             = kubernetes_service_account_v1.celery-worker_identity_F1BBF5CE.metadata[0].name
        termination_grace_period_seconds = 635

        container {
          command           = ["celery", "-A", "app.celery", "worker", "--loglevel=info"]
          image             = "registry.cn-hongkong.aliyuncs.com/ainav/automation:2026-11-25.1"
          image_pull_policy = "IfNotPresent"
          name              = "celery-worker"

          env_from {
            config_map_ref {
              name = kubernetes_config_map_v1.settings.metadata[0].name
            }
          }

          env_from {
            secret_ref {
              name = "ainav-secrets"
            }
          }

          liveness_probe {
            failure_threshold = 10
            period_seconds    = 120
            timeout_seconds   = 30

            exec {
              command = ["sh", "-c", "exec celery -A app.celery inspect ping --timeout 10 -d \"celery@$HOSTNAME\""]
            }
          }

          resources {
            limits = {
              cpu               = "1"
              ephemeral-storage = "1Gi"
              memory            = "768Mi"
            }
            requests = {
              cpu               = "500m"
              ephemeral-storage = "256Mi"
              memory            = "512Mi"
            }
          }

          security_context {
            allow_privilege_escalation = false
            privileged                 = false
            read_only_root_filesystem  = true
            run_as_group               = "1000"
            run_as_non_root            = true
            run_as_user                = "1000"

            capabilities {
              drop = ["ALL"]
            }

            seccomp_profile {
              type = "RuntimeDefault"
            }
          }

          startup_probe {
            failure_threshold = 12
            period_seconds    = 15
            timeout_seconds   = 15

            exec {
              command = ["sh", "-c", "exec celery -A app.celery inspect ping --timeout 10 -d \"celery@$HOSTNAME\""]
            }
          }

          volume_mount {
            mount_path = "/tmp"
            name       = "tmp"
          }

          lifecycle {
            pre_stop {
              exec {
                command = ["sleep", "5"]
              }
            }
          }
        }

        image_pull_secrets {
          name = "ainav-registry"
        }

        security_context {
          fs_group        = "1000"
          run_as_group    = "1000"
          run_as_non_root = true
          run_as_user     = "1000"

          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        topology_spread_constraint {
          match_label_keys   = ["pod-template-hash"]
          max_skew           = 1
          topology_key       = "topology.kubernetes.io/zone"
          when_unsatisfiable = "ScheduleAnyway"

          label_selector {
            match_labels = {
              app = "ainav-celery-worker"
            }
          }
        }

        topology_spread_constraint {
          match_label_keys   = ["pod-template-hash"]
          max_skew           = 1
          topology_key       = "kubernetes.io/hostname"
          when_unsatisfiable = "ScheduleAnyway"

          label_selector {
            match_labels = {
              app = "ainav-celery-worker"
            }
          }
        }

        volume {
          name = "tmp"

          empty_dir {
            size_limit = "512Mi"
          }
        }
      }
    }
  }

  timeouts {
    create = "15m"
    update = "15m"
  }

  lifecycle {
    ignore_changes = [spec[0].replicas]
  }

  depends_on = [kubernetes_job_v1.migration]
}

resource "kubernetes_deployment_v1" "content-api" {
  metadata {
    labels = {
      app                            = "ainav-content-api"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-content-api"
    }
    name      = "ainav-content-api"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    min_ready_seconds         = 10
    progress_deadline_seconds = 600
    revision_history_limit    = 5

    selector {
      match_labels = {
        app = "ainav-content-api"
      }
    }

    strategy {
      type = "RollingUpdate"

      rolling_update {
        max_surge       = "25%"
        max_unavailable = "0"
      }
    }

    template {
      metadata {
        annotations = {
          "checksum/settings" = sha256(
            jsonencode({
              "SITE_URL"                           = "https://ainav.cn"
              "DATABASE_HOST"                      = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresconnection_string
              "DATABASE_PORT"                      = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
              "DATABASE_NAME"                      = "ainav"
              "DATABASE_USER"                      = "ainav_app"
              "REDIS_HOST"                         = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisconnection_domain
              "REDIS_PORT"                         = "6379"
              "REDIS_USER"                         = "app"
              "CELERY_REDIS_PREFIX"                = "celery:{slot}:"
              "MEILISEARCH_URL"                    = "http://meilisearch.search.svc:7700"
              "CONTENT_API_URL"                    = "http://ainav-content-api"
              "SEARCH_API_URL"                     = "http://ainav-search-api"
              "OSS_REGION"                         = "cn-hongkong"
              "OSS_ENDPOINT"                       = "https://oss-cn-hongkong-internal.aliyuncs.com"
              "ASSETS_BUCKET"                      = "ainav-production-assets-1234567890123456"
              "UPLOADS_BUCKET"                     = "ainav-production-uploads-1234567890123456"
              "ALIBABA_CLOUD_STS_REGION"           = "cn-hongkong"
              "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED" = "true"
            })
          )
        }
        labels = {
          app                            = "ainav-content-api"
          "app.kubernetes.io/managed-by" = "terraform"
          "app.kubernetes.io/name"       = "ainav-content-api"
        }
      }

      spec {
        automount_service_account_token = false
        enable_service_links            = false
        node_selector = {
          pool = "app"
        }
        restart_policy                   = "Always"
        service_account_name             = kubernetes_service_account_v1.content-api_identity_17EA40DD.metadata[0].name
        termination_grace_period_seconds = 40

        container {
          command = [
            "uvicorn",
            "app.main:app",
            "--host",
            "0.0.0.0",
            "--port",
            "8000",
            "--timeout-graceful-shutdown",
            "25",
          ]
          image             = "registry.cn-hongkong.aliyuncs.com/ainav/content-api:2026-11-25.1"
          image_pull_policy = "IfNotPresent"
          name              = "content-api"

          env_from {
            config_map_ref {
              name = kubernetes_config_map_v1.settings.metadata[0].name
            }
          }

          env_from {
            secret_ref {
              name = "ainav-secrets"
            }
          }

          liveness_probe {
            failure_threshold = 6
            period_seconds    = 10
            timeout_seconds   = 5

            http_get {
              path   = "/api/health"
              port   = "8000"
              scheme = "HTTP"
            }
          }

          port {
            container_port = 8000
            name           = "http"
            protocol       = "TCP"
          }

          readiness_probe {
            failure_threshold = 3
            period_seconds    = 5
            timeout_seconds   = 3

            http_get {
              path   = "/api/health"
              port   = "8000"
              scheme = "HTTP"
            }
          }

          resources {
            limits = {
              cpu               = "500m"
              ephemeral-storage = "512Mi"
              memory            = "512Mi"
            }
            requests = {
              cpu               = "200m"
              ephemeral-storage = "128Mi"
              memory            = "256Mi"
            }
          }

          security_context {
            allow_privilege_escalation = false
            privileged                 = false
            read_only_root_filesystem  = true
            run_as_group               = "1000"
            run_as_non_root            = true
            run_as_user                = "1000"

            capabilities {
              drop = ["ALL"]
            }

            seccomp_profile {
              type = "RuntimeDefault"
            }
          }

          startup_probe {
            failure_threshold = 24
            period_seconds    = 5
            timeout_seconds   = 3

            http_get {
              path   = "/api/health"
              port   = "8000"
              scheme = "HTTP"
            }
          }

          volume_mount {
            mount_path = "/tmp"
            name       = "tmp"
          }

          lifecycle {
            pre_stop {
              exec {
                command = ["sleep", "10"]
              }
            }
          }
        }

        image_pull_secrets {
          name = "ainav-registry"
        }

        security_context {
          fs_group        = "1000"
          run_as_group    = "1000"
          run_as_non_root = true
          run_as_user     = "1000"

          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        topology_spread_constraint {
          match_label_keys   = ["pod-template-hash"]
          max_skew           = 1
          topology_key       = "topology.kubernetes.io/zone"
          when_unsatisfiable = "ScheduleAnyway"

          label_selector {
            match_labels = {
              app = "ainav-content-api"
            }
          }
        }

        topology_spread_constraint {
          match_label_keys   = ["pod-template-hash"]
          max_skew           = 1
          topology_key       = "kubernetes.io/hostname"
          when_unsatisfiable = "ScheduleAnyway"

          label_selector {
            match_labels = {
              app = "ainav-content-api"
            }
          }
        }

        volume {
          name = "tmp"

          empty_dir {
            size_limit = "64Mi"
          }
        }
      }
    }
  }

  timeouts {
    create = "15m"
    update = "15m"
  }

  lifecycle {
    ignore_changes = [spec[0].replicas]
  }

  depends_on = [kubernetes_job_v1.migration]
}

resource "kubernetes_deployment_v1" "search-api" {
  metadata {
    labels = {
      app                            = "ainav-search-api"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-search-api"
    }
    name      = "ainav-search-api"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    min_ready_seconds         = 10
    progress_deadline_seconds = 600
    revision_history_limit    = 5

    selector {
      match_labels = {
        app = "ainav-search-api"
      }
    }

    strategy {
      type = "RollingUpdate"

      rolling_update {
        max_surge       = "25%"
        max_unavailable = "0"
      }
    }

    template {
      metadata {
        annotations = {
          "checksum/settings" = sha256(
            jsonencode({
              "SITE_URL"                           = "https://ainav.cn"
              "DATABASE_HOST"                      = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresconnection_string
              "DATABASE_PORT"                      = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
              "DATABASE_NAME"                      = "ainav"
              "DATABASE_USER"                      = "ainav_app"
              "REDIS_HOST"                         = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisconnection_domain
              "REDIS_PORT"                         = "6379"
              "REDIS_USER"                         = "app"
              "CELERY_REDIS_PREFIX"                = "celery:{slot}:"
              "MEILISEARCH_URL"                    = "http://meilisearch.search.svc:7700"
              "CONTENT_API_URL"                    = "http://ainav-content-api"
              "SEARCH_API_URL"                     = "http://ainav-search-api"
              "OSS_REGION"                         = "cn-hongkong"
              "OSS_ENDPOINT"                       = "https://oss-cn-hongkong-internal.aliyuncs.com"
              "ASSETS_BUCKET"                      = "ainav-production-assets-1234567890123456"
              "UPLOADS_BUCKET"                     = "ainav-production-uploads-1234567890123456"
              "ALIBABA_CLOUD_STS_REGION"           = "cn-hongkong"
              "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED" = "true"
            })
          )
        }
        labels = {
          app                            = "ainav-search-api"
          "app.kubernetes.io/managed-by" = "terraform"
          "app.kubernetes.io/name"       = "ainav-search-api"
        }
      }

      spec {
        automount_service_account_token = false
        enable_service_links            = false
        node_selector = {
          pool = "app"
        }
        restart_policy                   = "Always"
        service_account_name             = kubernetes_service_account_v1.search-api_identity_AABFDCA0.metadata[0].name
        termination_grace_period_seconds = 40

        container {
          command = [
            "uvicorn",
            "app.main:app",
            "--host",
            "0.0.0.0",
            "--port",
            "8000",
            "--timeout-graceful-shutdown",
            "25",
          ]
          image             = "registry.cn-hongkong.aliyuncs.com/ainav/search-api:2026-11-25.1"
          image_pull_policy = "IfNotPresent"
          name              = "search-api"

          env_from {
            config_map_ref {
              name = kubernetes_config_map_v1.settings.metadata[0].name
            }
          }

          env_from {
            secret_ref {
              name = "ainav-secrets"
            }
          }

          liveness_probe {
            failure_threshold = 6
            period_seconds    = 10
            timeout_seconds   = 5

            http_get {
              path   = "/api/health"
              port   = "8000"
              scheme = "HTTP"
            }
          }

          port {
            container_port = 8000
            name           = "http"
            protocol       = "TCP"
          }

          readiness_probe {
            failure_threshold = 3
            period_seconds    = 5
            timeout_seconds   = 3

            http_get {
              path   = "/api/health"
              port   = "8000"
              scheme = "HTTP"
            }
          }

          resources {
            limits = {
              cpu               = "500m"
              ephemeral-storage = "512Mi"
              memory            = "512Mi"
            }
            requests = {
              cpu               = "200m"
              ephemeral-storage = "128Mi"
              memory            = "256Mi"
            }
          }

          security_context {
            allow_privilege_escalation = false
            privileged                 = false
            read_only_root_filesystem  = true
            run_as_group               = "1000"
            run_as_non_root            = true
            run_as_user                = "1000"

            capabilities {
              drop = ["ALL"]
            }

            seccomp_profile {
              type = "RuntimeDefault"
            }
          }

          startup_probe {
            failure_threshold = 24
            period_seconds    = 5
            timeout_seconds   = 3

            http_get {
              path   = "/api/health"
              port   = "8000"
              scheme = "HTTP"
            }
          }

          volume_mount {
            mount_path = "/tmp"
            name       = "tmp"
          }

          lifecycle {
            pre_stop {
              exec {
                command = ["sleep", "10"]
              }
            }
          }
        }

        image_pull_secrets {
          name = "ainav-registry"
        }

        security_context {
          fs_group        = "1000"
          run_as_group    = "1000"
          run_as_non_root = true
          run_as_user     = "1000"

          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        topology_spread_constraint {
          match_label_keys   = ["pod-template-hash"]
          max_skew           = 1
          topology_key       = "topology.kubernetes.io/zone"
          when_unsatisfiable = "ScheduleAnyway"

          label_selector {
            match_labels = {
              app = "ainav-search-api"
            }
          }
        }

        topology_spread_constraint {
          match_label_keys   = ["pod-template-hash"]
          max_skew           = 1
          topology_key       = "kubernetes.io/hostname"
          when_unsatisfiable = "ScheduleAnyway"

          label_selector {
            match_labels = {
              app = "ainav-search-api"
            }
          }
        }

        volume {
          name = "tmp"

          empty_dir {
            size_limit = "64Mi"
          }
        }
      }
    }
  }

  timeouts {
    create = "15m"
    update = "15m"
  }

  lifecycle {
    ignore_changes = [spec[0].replicas]
  }

  depends_on = [kubernetes_job_v1.migration]
}

resource "kubernetes_deployment_v1" "web" {
  metadata {
    labels = {
      app                            = "ainav-web"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-web"
    }
    name      = "ainav-web"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    min_ready_seconds         = 10
    progress_deadline_seconds = 600
    revision_history_limit    = 5

    selector {
      match_labels = {
        app = "ainav-web"
      }
    }

    strategy {
      type = "RollingUpdate"

      rolling_update {
        max_surge       = "25%"
        max_unavailable = "0"
      }
    }

    template {
      metadata {
        annotations = {
          "checksum/settings" = sha256(
            jsonencode({
              "SITE_URL"                           = "https://ainav.cn"
              "DATABASE_HOST"                      = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresconnection_string
              "DATABASE_PORT"                      = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
              "DATABASE_NAME"                      = "ainav"
              "DATABASE_USER"                      = "ainav_app"
              "REDIS_HOST"                         = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisconnection_domain
              "REDIS_PORT"                         = "6379"
              "REDIS_USER"                         = "app"
              "CELERY_REDIS_PREFIX"                = "celery:{slot}:"
              "MEILISEARCH_URL"                    = "http://meilisearch.search.svc:7700"
              "CONTENT_API_URL"                    = "http://ainav-content-api"
              "SEARCH_API_URL"                     = "http://ainav-search-api"
              "OSS_REGION"                         = "cn-hongkong"
              "OSS_ENDPOINT"                       = "https://oss-cn-hongkong-internal.aliyuncs.com"
              "ASSETS_BUCKET"                      = "ainav-production-assets-1234567890123456"
              "UPLOADS_BUCKET"                     = "ainav-production-uploads-1234567890123456"
              "ALIBABA_CLOUD_STS_REGION"           = "cn-hongkong"
              "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED" = "true"
            })
          )
        }
        labels = {
          app                            = "ainav-web"
          "app.kubernetes.io/managed-by" = "terraform"
          "app.kubernetes.io/name"       = "ainav-web"
        }
      }

      spec {
        automount_service_account_token = false
        enable_service_links            = false
        node_selector = {
          pool = "app"
        }
        restart_policy                   = "Always"
        service_account_name             = kubernetes_service_account_v1.web_identity_CBE59305.metadata[0].name
        termination_grace_period_seconds = 40

        container {
          image             = "registry.cn-hongkong.aliyuncs.com/ainav/web:2026-11-25.1"
          image_pull_policy = "IfNotPresent"
          name              = "web"

          env {
            name  = "NODE_OPTIONS"
            value = "--max-old-space-size=320"
          }

          env_from {
            config_map_ref {
              name = kubernetes_config_map_v1.settings.metadata[0].name
            }
          }

          env_from {
            secret_ref {
              name = "ainav-secrets"
            }
          }

          liveness_probe {
            failure_threshold     = 6
            initial_delay_seconds = 30
            period_seconds        = 10
            timeout_seconds       = 5

            http_get {
              path   = "/api/health"
              port   = "3000"
              scheme = "HTTP"
            }
          }

          port {
            container_port = 3000
            name           = "http"
            protocol       = "TCP"
          }

          readiness_probe {
            failure_threshold     = 3
            initial_delay_seconds = 5
            period_seconds        = 5
            timeout_seconds       = 3

            http_get {
              path   = "/api/health"
              port   = "3000"
              scheme = "HTTP"
            }
          }

          resources {
            limits = {
              cpu               = "500m"
              ephemeral-storage = "1Gi"
              memory            = "1Gi"
            }
            requests = {
              cpu               = "250m"
              ephemeral-storage = "256Mi"
              memory            = "512Mi"
            }
          }

          security_context {
            allow_privilege_escalation = false
            privileged                 = false
            read_only_root_filesystem  = true
            run_as_group               = "1001"
            run_as_non_root            = true
            run_as_user                = "1001"

            capabilities {
              drop = ["ALL"]
            }

            seccomp_profile {
              type = "RuntimeDefault"
            }
          }

          startup_probe {
            failure_threshold = 24
            period_seconds    = 5
            timeout_seconds   = 3

            http_get {
              path   = "/api/health"
              port   = "3000"
              scheme = "HTTP"
            }
          }

          volume_mount {
            mount_path = "/tmp"
            name       = "tmp"
          }

          volume_mount {
            mount_path = "/app/.next/cache"
            name       = "app-next-cache"
          }

          lifecycle {
            pre_stop {
              exec {
                command = ["sleep", "10"]
              }
            }
          }
        }

        image_pull_secrets {
          name = "ainav-registry"
        }

        security_context {
          fs_group        = "1001"
          run_as_group    = "1001"
          run_as_non_root = true
          run_as_user     = "1001"

          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        topology_spread_constraint {
          match_label_keys   = ["pod-template-hash"]
          max_skew           = 1
          topology_key       = "topology.kubernetes.io/zone"
          when_unsatisfiable = "ScheduleAnyway"

          label_selector {
            match_labels = {
              app = "ainav-web"
            }
          }
        }

        topology_spread_constraint {
          match_label_keys   = ["pod-template-hash"]
          max_skew           = 1
          topology_key       = "kubernetes.io/hostname"
          when_unsatisfiable = "ScheduleAnyway"

          label_selector {
            match_labels = {
              app = "ainav-web"
            }
          }
        }

        volume {
          name = "tmp"

          empty_dir {
            size_limit = "64Mi"
          }
        }

        volume {
          name = "app-next-cache"

          empty_dir {
            size_limit = "512Mi"
          }
        }
      }
    }
  }

  timeouts {
    create = "15m"
    update = "15m"
  }

  lifecycle {
    ignore_changes = [spec[0].replicas]
  }

  depends_on = [kubernetes_job_v1.migration]
}

resource "kubernetes_horizontal_pod_autoscaler_v2" "celery-worker_autoscaler_49A7FE34" {
  metadata {
    name      = "ainav-celery-worker-hpa"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    max_replicas = 6
    min_replicas = 2

    behavior {
      scale_down {
        select_policy                = "Max"
        stabilization_window_seconds = 300

        policy {
          period_seconds = 60
          type           = "Percent"
          value          = 50
        }
      }

      scale_up {
        select_policy                = "Max"
        stabilization_window_seconds = 0

        policy {
          period_seconds = 60
          type           = "Percent"
          value          = 100
        }

        policy {
          period_seconds = 60
          type           = "Pods"
          value          = 2
        }
      }
    }

    metric {
      type = "Resource"

      resource {
        name = "cpu"

        target {
          average_utilization = 70
          type                = "Utilization"
        }
      }
    }

    scale_target_ref {
      api_version = "apps/v1"
      kind        = "Deployment"
      name        = kubernetes_deployment_v1.celery-worker.metadata[0].name
    }
  }
}

resource "kubernetes_horizontal_pod_autoscaler_v2" "content-api_autoscaler_C00D57AD" {
  metadata {
    name      = "ainav-content-api-hpa"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    max_replicas = 6
    min_replicas = 2

    behavior {
      scale_down {
        select_policy                = "Max"
        stabilization_window_seconds = 300

        policy {
          period_seconds = 60
          type           = "Percent"
          value          = 50
        }
      }

      scale_up {
        select_policy                = "Max"
        stabilization_window_seconds = 0

        policy {
          period_seconds = 60
          type           = "Percent"
          value          = 100
        }

        policy {
          period_seconds = 60
          type           = "Pods"
          value          = 2
        }
      }
    }

    metric {
      type = "Resource"

      resource {
        name = "cpu"

        target {
          average_utilization = 70
          type                = "Utilization"
        }
      }
    }

    scale_target_ref {
      api_version = "apps/v1"
      kind        = "Deployment"
      name        = kubernetes_deployment_v1.content-api.metadata[0].name
    }
  }
}

resource "kubernetes_horizontal_pod_autoscaler_v2" "search-api_autoscaler_03244CF5" {
  metadata {
    name      = "ainav-search-api-hpa"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    max_replicas = 6
    min_replicas = 2

    behavior {
      scale_down {
        select_policy                = "Max"
        stabilization_window_seconds = 300

        policy {
          period_seconds = 60
          type           = "Percent"
          value          = 50
        }
      }

      scale_up {
        select_policy                = "Max"
        stabilization_window_seconds = 0

        policy {
          period_seconds = 60
          type           = "Percent"
          value          = 100
        }

        policy {
          period_seconds = 60
          type           = "Pods"
          value          = 2
        }
      }
    }

    metric {
      type = "Resource"

      resource {
        name = "cpu"

        target {
          average_utilization = 70
          type                = "Utilization"
        }
      }
    }

    scale_target_ref {
      api_version = "apps/v1"
      kind        = "Deployment"
      name        = kubernetes_deployment_v1.search-api.metadata[0].name
    }
  }
}

resource "kubernetes_horizontal_pod_autoscaler_v2" "web_autoscaler_7F8E3326" {
  metadata {
    name      = "ainav-web-hpa"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    max_replicas = 10
    min_replicas = 2

    behavior {
      scale_down {
        select_policy                = "Max"
        stabilization_window_seconds = 300

        policy {
          period_seconds = 60
          type           = "Percent"
          value          = 50
        }
      }

      scale_up {
        select_policy                = "Max"
        stabilization_window_seconds = 0

        policy {
          period_seconds = 60
          type           = "Percent"
          value          = 100
        }

        policy {
          period_seconds = 60
          type           = "Pods"
          value          = 2
        }
      }
    }

    metric {
      type = "Resource"

      resource {
        name = "cpu"

        target {
          average_utilization = 70
          type                = "Utilization"
        }
      }
    }

    metric {
      type = "Resource"

      resource {
        name = "memory"

        target {
          average_utilization = 80
          type                = "Utilization"
        }
      }
    }

    scale_target_ref {
      api_version = "apps/v1"
      kind        = "Deployment"
      name        = kubernetes_deployment_v1.web.metadata[0].name
    }
  }

  lifecycle {
    ignore_changes = [spec[0].min_replicas, spec[0].max_replicas]
  }
}

resource "kubernetes_ingress_v1" "ingress" {
  metadata {
    annotations = {
      "cert-manager.io/cluster-issuer"           = "letsencrypt-prod"
      "nginx.ingress.kubernetes.io/ssl-redirect" = "true"
    }
    name      = "ainav-ingress"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    ingress_class_name = "nginx"

    rule {
      host = "ainav.cn"

      http {
        path {
          path      = "/"
          path_type = "Prefix"

          backend {
            service {
              name = "ainav-web"

              port {
                number = 80
              }
            }
          }
        }

        path {
          path      = "/api/content"
          path_type = "Prefix"

          backend {
            service {
              name = "ainav-content-api"

              port {
                number = 80
              }
            }
          }
        }

        path {
          path      = "/api/search"
          path_type = "Prefix"

          backend {
            service {
              name = "ainav-search-api"

              port {
                number = 80
              }
            }
          }
        }
      }
    }

    rule {
      host = "www.ainav.cn"

      http {
        path {
          path      = "/"
          path_type = "Prefix"

          backend {
            service {
              name = "ainav-web"

              port {
                number = 80
              }
            }
          }
        }

        path {
          path      = "/api/content"
          path_type = "Prefix"

          backend {
            service {
              name = "ainav-content-api"

              port {
                number = 80
              }
            }
          }
        }

        path {
          path      = "/api/search"
          path_type = "Prefix"

          backend {
            service {
              name = "ainav-search-api"

              port {
                number = 80
              }
            }
          }
        }
      }
    }

    tls {
      hosts       = ["ainav.cn", "www.ainav.cn"]
      secret_name = "ainav-tls"
    }
  }
}

resource "kubernetes_ingress_v1" "ingress_private_DBEFFA6D" {
  metadata {
    annotations = {
      "nginx.ingress.kubernetes.io/ssl-redirect"           = "true"
      "nginx.ingress.kubernetes.io/whitelist-source-range" = "127.0.0.1/32"
    }
    name      = "ainav-ingress-private"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    ingress_class_name = "nginx"

    rule {
      host = "ainav.cn"

      http {
        path {
          path      = "/api/metrics"
          path_type = "Exact"

          backend {
            service {
              name = "ainav-web"

              port {
                number = 80
              }
            }
          }
        }

        path {
          path      = "/metrics"
          path_type = "Exact"

          backend {
            service {
              name = "ainav-web"

              port {
                number = 80
              }
            }
          }
        }
      }
    }

    rule {
      host = "www.ainav.cn"

      http {
        path {
          path      = "/api/metrics"
          path_type = "Exact"

          backend {
            service {
              name = "ainav-web"

              port {
                number = 80
              }
            }
          }
        }

        path {
          path      = "/metrics"
          path_type = "Exact"

          backend {
            service {
              name = "ainav-web"

              port {
                number = 80
              }
            }
          }
        }
      }
    }

    tls {
      hosts       = ["ainav.cn", "www.ainav.cn"]
      secret_name = "ainav-tls"
    }
  }
}

resource "kubernetes_job_v1" "migration" {
  wait_for_completion = true

  metadata {
    labels = {
      app                            = "ainav-migrate"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-migrate"
    }
    name      = "ainav-migrate-a8575600a5"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    active_deadline_seconds = 1500
    backoff_limit           = 2

    template {
      metadata {
        labels = {
          app                            = "ainav-migrate"
          "app.kubernetes.io/managed-by" = "terraform"
          "app.kubernetes.io/name"       = "ainav-migrate"
        }
      }

      spec {
        automount_service_account_token = false
        enable_service_links            = false
        node_selector = {
          pool = "app"
        }
        restart_policy                   = "Never"
        service_account_name             = kubernetes_service_account_v1.migration_identity_4C5FDC2C.metadata[0].name
        termination_grace_period_seconds = 30

        container {
          command           = ["alembic", "upgrade", "head"]
          image             = "registry.cn-hongkong.aliyuncs.com/ainav/content-api:2026-11-25.1"
          image_pull_policy = "IfNotPresent"
          name              = "migrate"

          env {
            name  = "DATABASE_USER"
            value = "ainav_owner"
          }

          env_from {
            config_map_ref {
              name = kubernetes_config_map_v1.settings.metadata[0].name
            }
          }

          env_from {
            secret_ref {
              name = "ainav-migrations"
            }
          }

          resources {
            limits = {
              cpu               = "500m"
              ephemeral-storage = "512Mi"
              memory            = "512Mi"
            }
            requests = {
              cpu               = "200m"
              ephemeral-storage = "128Mi"
              memory            = "256Mi"
            }
          }

          security_context {
            allow_privilege_escalation = false
            privileged                 = false
            read_only_root_filesystem  = true
            run_as_group               = "1000"
            run_as_non_root            = true
            run_as_user                = "1000"

            capabilities {
              drop = ["ALL"]
            }

            seccomp_profile {
              type = "RuntimeDefault"
            }
          }

          volume_mount {
            mount_path = "/tmp"
            name       = "tmp"
          }
        }

        image_pull_secrets {
          name = "ainav-registry"
        }

        security_context {
          fs_group        = "1000"
          run_as_group    = "1000"
          run_as_non_root = true
          run_as_user     = "1000"

          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        volume {
          name = "tmp"

          empty_dir {
            size_limit = "64Mi"
          }
        }
      }
    }
  }

  timeouts {
    create = "1620s"
    update = "1620s"
  }

  depends_on = [kubernetes_network_policy_v1.migration_traffic_642F48D1, helm_release.secrets]
}

resource "kubernetes_limit_range_v1" "namespace_limits_29F88B9E" {
  metadata {
    name      = "containers"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    limit {
      default = {
        cpu               = "250m"
        ephemeral-storage = "256Mi"
        memory            = "256Mi"
      }
      default_request = {
        cpu               = "50m"
        ephemeral-storage = "64Mi"
        memory            = "64Mi"
      }
      max = {
        cpu               = "2"
        ephemeral-storage = "4Gi"
        memory            = "4Gi"
      }
      type = "Container"
    }
  }
}

resource "kubernetes_namespace_v1" "namespace" {
  metadata {
    labels = {
      "pod-identity.alibabacloud.com/injection" = "on"
      "pod-security.kubernetes.io/audit"        = "restricted"
      "pod-security.kubernetes.io/enforce"      = "restricted"
      "pod-security.kubernetes.io/warn"         = "restricted"
    }
    name = "ainav"
  }
}

resource "kubernetes_network_policy_v1" "celery-beat_traffic_45AF1A9E" {
  metadata {
    name      = "ainav-celery-beat"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    policy_types = ["Ingress", "Egress"]

    egress {
      ports {
        port     = "6379"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    pod_selector {
      match_labels = {
        app = "ainav-celery-beat"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "celery-worker_traffic_E011E2B0" {
  metadata {
    name      = "ainav-celery-worker"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    policy_types = ["Ingress", "Egress"]

    egress {
      ports {
        port     = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    egress {
      ports {
        port     = "6379"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    egress {
      ports {
        port     = "7700"
        protocol = "TCP"
      }

      to {
        namespace_selector {
          match_labels = {
            "kubernetes.io/metadata.name" = "search"
          }
        }
      }
    }

    egress {
      ports {
        port     = "443"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr   = "100.64.0.0/10"
          except = ["100.100.100.200/32"]
        }
      }
    }

    egress {
      ports {
        port     = "80"
        protocol = "TCP"
      }

      ports {
        port     = "443"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr   = "0.0.0.0/0"
          except = ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"]
        }
      }
    }

    pod_selector {
      match_labels = {
        app = "ainav-celery-worker"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "content-api_traffic_26384ADA" {
  metadata {
    name      = "ainav-content-api"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    policy_types = ["Ingress", "Egress"]

    egress {
      ports {
        port     = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    egress {
      ports {
        port     = "6379"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    egress {
      ports {
        port     = "443"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr   = "100.64.0.0/10"
          except = ["100.100.100.200/32"]
        }
      }
    }

    ingress {
      from {
        namespace_selector {
          match_labels = {
            "kubernetes.io/metadata.name" = "ingress"
          }
        }
      }

      from {
        namespace_selector {
          match_labels = {
            "kubernetes.io/metadata.name" = "monitoring"
          }
        }
      }

      from {
        pod_selector {
          match_labels = {
            app = "ainav-web"
          }
        }
      }

      ports {
        port     = "8000"
        protocol = "TCP"
      }
    }

    pod_selector {
      match_labels = {
        app = "ainav-content-api"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "crawlers_traffic_95D22A4A" {
  metadata {
    name      = "ainav-crawlers"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    policy_types = ["Ingress", "Egress"]

    egress {
      ports {
        port     = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    egress {
      ports {
        port     = "6379"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    egress {
      ports {
        port     = "443"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr   = "100.64.0.0/10"
          except = ["100.100.100.200/32"]
        }
      }
    }

    egress {
      ports {
        port     = "80"
        protocol = "TCP"
      }

      ports {
        port     = "443"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr   = "0.0.0.0/0"
          except = ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"]
        }
      }
    }

    pod_selector {
      match_labels = {
        app = "ainav-crawlers"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "migration_traffic_642F48D1" {
  metadata {
    name      = "ainav-migrate"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    policy_types = ["Ingress", "Egress"]

    egress {
      ports {
        port     = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    pod_selector {
      match_labels = {
        app = "ainav-migrate"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "namespace_allow-dns_D058AE12" {
  metadata {
    name      = "allow-dns"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    policy_types = ["Egress"]

    egress {
      ports {
        port     = "53"
        protocol = "UDP"
      }

      ports {
        port     = "53"
        protocol = "TCP"
      }

      to {
        namespace_selector {
          match_labels = {
            "kubernetes.io/metadata.name" = "kube-system"
          }
        }

        pod_selector {
          match_labels = {
            k8s-app = "kube-dns"
          }
        }
      }

      to {
        ip_block {
          cidr = "169.254.20.10/32"
        }
      }
    }

    pod_selector {}
  }
}

resource "kubernetes_network_policy_v1" "namespace_default-deny_19F6F483" {
  metadata {
    name      = "default-deny"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    policy_types = ["Ingress", "Egress"]

    pod_selector {}
  }
}

resource "kubernetes_network_policy_v1" "scheduled-tasks_traffic_DC7D11C4" {
  metadata {
    name      = "ainav-scheduled-tasks"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    policy_types = ["Ingress", "Egress"]

    egress {
      ports {
        port     = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    egress {
      ports {
        port     = "6379"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    egress {
      ports {
        port     = "7700"
        protocol = "TCP"
      }

      to {
        namespace_selector {
          match_labels = {
            "kubernetes.io/metadata.name" = "search"
          }
        }
      }
    }

    egress {
      ports {
        port     = "443"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr   = "100.64.0.0/10"
          except = ["100.100.100.200/32"]
        }
      }
    }

    pod_selector {
      match_labels = {
        app = "ainav-scheduled-tasks"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "search-api_traffic_F0E084D5" {
  metadata {
    name      = "ainav-search-api"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    policy_types = ["Ingress", "Egress"]

    egress {
      ports {
        port     = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    egress {
      ports {
        port     = "7700"
        protocol = "TCP"
      }

      to {
        namespace_selector {
          match_labels = {
            "kubernetes.io/metadata.name" = "search"
          }
        }
      }
    }

    ingress {
      from {
        namespace_selector {
          match_labels = {
            "kubernetes.io/metadata.name" = "ingress"
          }
        }
      }

      from {
        namespace_selector {
          match_labels = {
            "kubernetes.io/metadata.name" = "monitoring"
          }
        }
      }

      from {
        pod_selector {
          match_labels = {
            app = "ainav-web"
          }
        }
      }

      ports {
        port     = "8000"
        protocol = "TCP"
      }
    }

    pod_selector {
      match_labels = {
        app = "ainav-search-api"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "web-schedule_day_traffic_DA737474" {
  metadata {
    name      = "ainav-web-scale-day"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    policy_types = ["Ingress", "Egress"]

    egress {
      ports {
        port     = "443"
        protocol = "TCP"
      }

      ports {
        port     = "6443"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }

      to {
        ip_block {
          cidr = "172.21.0.0/20"
        }
      }
    }

    pod_selector {
      match_labels = {
        app = "ainav-web-scale-day"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "web-schedule_night_traffic_6B93ABBA" {
  metadata {
    name      = "ainav-web-scale-night"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    policy_types = ["Ingress", "Egress"]

    egress {
      ports {
        port     = "443"
        protocol = "TCP"
      }

      ports {
        port     = "6443"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }

      to {
        ip_block {
          cidr = "172.21.0.0/20"
        }
      }
    }

    pod_selector {
      match_labels = {
        app = "ainav-web-scale-night"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "web_traffic_2DCC8E9F" {
  metadata {
    name      = "ainav-web"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    policy_types = ["Ingress", "Egress"]

    egress {
      ports {
        port     = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresport
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    egress {
      ports {
        port     = "6379"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr = "10.0.2.0/24"
        }
      }

      to {
        ip_block {
          cidr = "10.0.12.0/24"
        }
      }
    }

    egress {
      ports {
        port     = "7700"
        protocol = "TCP"
      }

      to {
        namespace_selector {
          match_labels = {
            "kubernetes.io/metadata.name" = "search"
          }
        }
      }
    }

    egress {
      ports {
        port     = "443"
        protocol = "TCP"
      }

      to {
        ip_block {
          cidr   = "100.64.0.0/10"
          except = ["100.100.100.200/32"]
        }
      }
    }

    egress {
      ports {
        port     = "8000"
        protocol = "TCP"
      }

      to {
        pod_selector {
          match_labels = {
            app = "ainav-content-api"
          }
        }
      }
    }

    egress {
      ports {
        port     = "8000"
        protocol = "TCP"
      }

      to {
        pod_selector {
          match_labels = {
            app = "ainav-search-api"
          }
        }
      }
    }

    ingress {
      from {
        namespace_selector {
          match_labels = {
            "kubernetes.io/metadata.name" = "ingress"
          }
        }
      }

      from {
        namespace_selector {
          match_labels = {
            "kubernetes.io/metadata.name" = "monitoring"
          }
        }
      }

      ports {
        port     = "3000"
        protocol = "TCP"
      }
    }

    pod_selector {
      match_labels = {
        app = "ainav-web"
      }
    }
  }
}

resource "kubernetes_pod_disruption_budget_v1" "celery-beat_disruption-budget_CDAAE24F" {
  metadata {
    name      = "ainav-celery-beat"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    max_unavailable = "1"

    selector {
      match_labels = {
        app = "ainav-celery-beat"
      }
    }
  }
}

resource "kubernetes_pod_disruption_budget_v1" "celery-worker_disruption-budget_A174ED25" {
  metadata {
    name      = "ainav-celery-worker"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    max_unavailable = "1"

    selector {
      match_labels = {
        app = "ainav-celery-worker"
      }
    }
  }
}

resource "kubernetes_pod_disruption_budget_v1" "content-api_disruption-budget_E19FE0D9" {
  metadata {
    name      = "ainav-content-api"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    max_unavailable = "1"

    selector {
      match_labels = {
        app = "ainav-content-api"
      }
    }
  }
}

resource "kubernetes_pod_disruption_budget_v1" "search-api_disruption-budget_8E6F9DD5" {
  metadata {
    name      = "ainav-search-api"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    max_unavailable = "1"

    selector {
      match_labels = {
        app = "ainav-search-api"
      }
    }
  }
}

resource "kubernetes_pod_disruption_budget_v1" "web_disruption-budget_FBCB8697" {
  metadata {
    name      = "ainav-web"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    max_unavailable = "1"

    selector {
      match_labels = {
        app = "ainav-web"
      }
    }
  }
}

resource "kubernetes_resource_quota_v1" "namespace_quota_6F4CBB7B" {
  metadata {
    name      = "quota"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    hard = {
      "limits.cpu"                 = "37"
      "limits.ephemeral-storage"   = "48Gi"
      "limits.memory"              = "43Gi"
      persistentvolumeclaims       = "0"
      pods                         = "65"
      "requests.cpu"               = "17"
      "requests.ephemeral-storage" = "12Gi"
      "requests.memory"            = "24Gi"
      "services.loadbalancers"     = "0"
      "services.nodeports"         = "0"
    }
  }
}

resource "kubernetes_role_binding_v1" "web-schedule_binding_F6257B15" {
  metadata {
    name      = "ainav-web-scale"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = kubernetes_role_v1.web-schedule_role_6A740590.metadata[0].name
  }

  subject {
    kind      = "ServiceAccount"
    name      = kubernetes_service_account_v1.web-schedule_night_identity_642475AA.metadata[0].name
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  subject {
    kind      = "ServiceAccount"
    name      = kubernetes_service_account_v1.web-schedule_day_identity_49BA4578.metadata[0].name
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }
}

resource "kubernetes_role_v1" "web-schedule_role_6A740590" {
  metadata {
    name      = "ainav-web-scale"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  rule {
    api_groups     = ["autoscaling"]
    resource_names = [kubernetes_horizontal_pod_autoscaler_v2.web_autoscaler_7F8E3326.metadata[0].name]
    resources      = ["horizontalpodautoscalers"]
    verbs          = ["get", "patch"]
  }
}

resource "kubernetes_service_account_v1" "celery-beat_identity_90AB8851" {
  automount_service_account_token = false

  metadata {
    name      = "ainav-celery-beat"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  lifecycle {
    ignore_changes = [image_pull_secret]
  }
}

resource "kubernetes_service_account_v1" "celery-worker_identity_F1BBF5CE" {
  automount_service_account_token = false

  metadata {
    annotations = {
      "pod-identity.alibabacloud.com/role-name" = data.terraform_remote_state.cross-stack-reference-input-production-pod-roles.outputs.cross-stack-output-alicloud_ram_rolebucket-userrole_name
    }
    name      = "ainav-celery-worker"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  lifecycle {
    ignore_changes = [image_pull_secret]
  }
}

resource "kubernetes_service_account_v1" "content-api_identity_17EA40DD" {
  automount_service_account_token = false

  metadata {
    annotations = {
      "pod-identity.alibabacloud.com/role-name" = data.terraform_remote_state.cross-stack-reference-input-production-pod-roles.outputs.cross-stack-output-alicloud_ram_rolebucket-userrole_name
    }
    name      = "ainav-content-api"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  lifecycle {
    ignore_changes = [image_pull_secret]
  }
}

resource "kubernetes_service_account_v1" "crawlers_identity_FFA5ACA1" {
  automount_service_account_token = false

  metadata {
    annotations = {
      "pod-identity.alibabacloud.com/role-name" = data.terraform_remote_state.cross-stack-reference-input-production-pod-roles.outputs.cross-stack-output-alicloud_ram_rolebucket-userrole_name
    }
    name      = "ainav-crawlers"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  lifecycle {
    ignore_changes = [image_pull_secret]
  }
}

resource "kubernetes_service_account_v1" "migration_identity_4C5FDC2C" {
  automount_service_account_token = false

  metadata {
    name      = "ainav-migrate"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  lifecycle {
    ignore_changes = [image_pull_secret]
  }
}

resource "kubernetes_service_account_v1" "scheduled-tasks_identity_E7250AD8" {
  automount_service_account_token = false

  metadata {
    annotations = {
      "pod-identity.alibabacloud.com/role-name" = data.terraform_remote_state.cross-stack-reference-input-production-pod-roles.outputs.cross-stack-output-alicloud_ram_rolebucket-userrole_name
    }
    name      = "ainav-scheduled-tasks"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  lifecycle {
    ignore_changes = [image_pull_secret]
  }
}

resource "kubernetes_service_account_v1" "search-api_identity_AABFDCA0" {
  automount_service_account_token = false

  metadata {
    name      = "ainav-search-api"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  lifecycle {
    ignore_changes = [image_pull_secret]
  }
}

resource "kubernetes_service_account_v1" "web-schedule_day_identity_49BA4578" {
  automount_service_account_token = false

  metadata {
    name      = "ainav-web-scale-day"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  lifecycle {
    ignore_changes = [image_pull_secret]
  }
}

resource "kubernetes_service_account_v1" "web-schedule_night_identity_642475AA" {
  automount_service_account_token = false

  metadata {
    name      = "ainav-web-scale-night"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  lifecycle {
    ignore_changes = [image_pull_secret]
  }
}

resource "kubernetes_service_account_v1" "web_identity_CBE59305" {
  automount_service_account_token = false

  metadata {
    annotations = {
      "pod-identity.alibabacloud.com/role-name" = data.terraform_remote_state.cross-stack-reference-input-production-pod-roles.outputs.cross-stack-output-alicloud_ram_rolebucket-userrole_name
    }
    name      = "ainav-web"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  lifecycle {
    ignore_changes = [image_pull_secret]
  }
}

resource "kubernetes_service_v1" "content-api_service_443C708F" {
  metadata {
    labels = {
      app                            = "ainav-content-api"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-content-api"
    }
    name      = "ainav-content-api"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    selector = {
      app = "ainav-content-api"
    }
    type = "ClusterIP"

    port {
      name        = "http"
      port        = 80
      protocol    = "TCP"
      target_port = "8000"
    }
  }
}

resource "kubernetes_service_v1" "search-api_service_068CCFEE" {
  metadata {
    labels = {
      app                            = "ainav-search-api"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-search-api"
    }
    name      = "ainav-search-api"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    selector = {
      app = "ainav-search-api"
    }
    type = "ClusterIP"

    port {
      name        = "http"
      port        = 80
      protocol    = "TCP"
      target_port = "8000"
    }
  }
}

resource "kubernetes_service_v1" "web_service_10983F6A" {
  metadata {
    labels = {
      app                            = "ainav-web"
      "app.kubernetes.io/managed-by" = "terraform"
      "app.kubernetes.io/name"       = "ainav-web"
    }
    name      = "ainav-web"
    namespace = kubernetes_namespace_v1.namespace.metadata[0].name
  }

  spec {
    selector = {
      app = "ainav-web"
    }
    type = "ClusterIP"

    port {
      name        = "http"
      port        = 80
      protocol    = "TCP"
      target_port = "3000"
    }
  }
}
