terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "cluster"
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

data "alicloud_cs_cluster_credential" "cluster_credential_B49B447C" {
  cluster_id                 = alicloud_cs_managed_kubernetes.cluster.id
  temporary_duration_minutes = 15
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

resource "alicloud_cms_dynamic_tag_group" "node-alarms" {
  contact_group_list = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  match_express_filter_relation = "or"
  tag_key                       = "host-group"
  template_id_list              = [alicloud_cms_metric_rule_template.node-alarms_template_8A4E705E.id]

  match_express {
    tag_value                = "ainav-production-system-nodes"
    tag_value_match_function = "equals"
  }

  match_express {
    tag_value                = "ainav-production-app-nodes"
    tag_value_match_function = "equals"
  }
}

resource "alicloud_cms_metric_rule_template" "node-alarms_template_8A4E705E" {
  description               = "Hosts of ainav-production-nodes"
  metric_rule_template_name = "ainav-production-nodes"
  silence_time              = 3600

  alert_templates {
    category    = "ecs"
    metric_name = "CPUUtilization"
    namespace   = "acs_ecs_dashboard"
    rule_name   = "ainav-production-nodes-cpu"

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
    rule_name   = "ainav-production-nodes-memory"

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
    rule_name   = "ainav-production-nodes-disk"

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

resource "alicloud_cs_autoscaling_config" "cluster_autoscaling_EB225D77" {
  cluster_id                   = alicloud_cs_managed_kubernetes.cluster.id
  cool_down_duration           = "10m"
  expander                     = "least-waste"
  max_graceful_termination_sec = 14400
  scale_down_enabled           = true
  scale_up_from_zero           = true
  scaler_type                  = "cluster-autoscaler"
  scan_interval                = "30s"
  skip_nodes_with_system_pods  = true
  unneeded_duration            = "10m"
  utilization_threshold        = "0.5"
}

resource "alicloud_cs_kubernetes_addon" "cluster_ack-node-problem-detector_C893E869" {
  cluster_id = alicloud_cs_managed_kubernetes.cluster.id
  name       = "ack-node-problem-detector"
}

resource "alicloud_cs_kubernetes_addon" "cluster_ack-pod-identity-webhook_4A3EF342" {
  cluster_id = alicloud_cs_managed_kubernetes.cluster.id
  name       = "ack-pod-identity-webhook"
}

resource "alicloud_cs_kubernetes_node_pool" "app-pool" {
  cluster_id            = alicloud_cs_managed_kubernetes.cluster.id
  image_type            = "AliyunLinux3"
  install_cloud_monitor = true
  instance_charge_type  = "PostPaid"
  instance_types        = ["ecs.g6.xlarge", "ecs.g7.xlarge"]
  login_as_non_root     = true
  multi_az_policy       = "BALANCE"
  node_pool_name        = "ainav-production-app-nodes"
  runtime_name          = "containerd"
  security_group_ids = [
    data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_security_grouphosts-groupid,
  ]
  system_disk_category          = "cloud_essd"
  system_disk_encrypted         = true
  system_disk_performance_level = "PL0"
  system_disk_size              = 120
  tags = {
    environment = "production"
    host-group  = "ainav-production-app-nodes"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "cluster"
  }
  vswitch_ids = [
    data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-bid,
    data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-cid,
  ]

  labels {
    key   = "pool"
    value = "app"
  }

  management {
    auto_repair     = true
    auto_upgrade    = true
    auto_vul_fix    = true
    enable          = true
    max_unavailable = 1

    auto_repair_policy {
      restart_node = true
    }

    auto_upgrade_policy {
      auto_upgrade_kubelet = true
    }

    auto_vul_fix_policy {
      restart_node = true
      vul_level    = "asap"
    }
  }

  scaling_config {
    enable      = true
    is_bond_eip = false
    max_size    = 10
    min_size    = 2
    type        = "cpu"
  }
}

resource "alicloud_cs_kubernetes_node_pool" "system-pool" {
  cluster_id            = alicloud_cs_managed_kubernetes.cluster.id
  image_type            = "AliyunLinux3"
  install_cloud_monitor = true
  instance_charge_type  = "PostPaid"
  instance_types        = ["ecs.g6.xlarge", "ecs.g7.xlarge"]
  login_as_non_root     = true
  multi_az_policy       = "BALANCE"
  node_pool_name        = "ainav-production-system-nodes"
  runtime_name          = "containerd"
  security_group_ids = [
    data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_security_grouphosts-groupid,
  ]
  system_disk_category          = "cloud_essd"
  system_disk_encrypted         = true
  system_disk_performance_level = "PL0"
  system_disk_size              = 120
  tags = {
    environment = "production"
    host-group  = "ainav-production-system-nodes"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "cluster"
  }
  vswitch_ids = [
    data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-bid,
    data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-cid,
  ]

  labels {
    key   = "pool"
    value = "system"
  }

  management {
    auto_repair     = true
    auto_upgrade    = true
    auto_vul_fix    = true
    enable          = true
    max_unavailable = 1

    auto_repair_policy {
      restart_node = true
    }

    auto_upgrade_policy {
      auto_upgrade_kubelet = true
    }

    auto_vul_fix_policy {
      restart_node = true
      vul_level    = "asap"
    }
  }

  scaling_config {
    enable      = true
    is_bond_eip = false
    max_size    = 4
    min_size    = 2
    type        = "cpu"
  }
}

resource "alicloud_cs_managed_kubernetes" "cluster" {
  version                        = "1.33.3-aliyun.1"
  cluster_spec                   = "ack.pro.small"
  control_plane_log_components   = ["apiserver", "kcm", "scheduler", "ccm", "controlplane-events"]
  control_plane_log_project      = data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_log_projectlogsproject_name
  control_plane_log_ttl          = "180"
  deletion_protection            = true
  enable_rrsa                    = true
  name                           = "ainav-production"
  new_nat_gateway                = false
  pod_vswitch_ids                = [alicloud_vswitch.pods-cn-hongkong-b.id, alicloud_vswitch.pods-cn-hongkong-c.id]
  security_group_id              = data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_security_grouphosts-groupid
  service_cidr                   = "172.21.0.0/20"
  skip_set_certificate_authority = true
  slb_internet_enabled           = false
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "cluster"
  }
  timezone = "Asia/Shanghai"
  vswitch_ids = [
    data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-bid,
    data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-cid,
  ]

  addons {
    config = "{\"IPVlan\":\"false\",\"NetworkPolicy\":\"true\"}"
    name   = "terway-eniip"
  }

  addons {
    name = "csi-plugin"
  }

  addons {
    name = "managed-csiprovisioner"
  }

  addons {
    name = "metrics-server"
  }

  addons {
    disabled = true
    name     = "nginx-ingress-controller"
  }

  audit_log_config {
    enabled          = true
    sls_project_name = data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_log_projectlogsproject_name
  }

  maintenance_window {
    duration         = "3h"
    enable           = true
    maintenance_time = "2025-01-07T03:00:00.000+08:00"
    weekly_period    = "Tuesday"
  }

  operation_policy {
    cluster_auto_upgrade {
      enabled = false
    }
  }

  lifecycle {
    ignore_changes  = [addons]
    prevent_destroy = true
  }
}

resource "alicloud_snat_entry" "egress-cn-hongkong-b" {
  snat_ip           = data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_eip_addressnat-ipip_address
  snat_table_id     = data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_nat_gatewaynatsnat_table_ids
  source_vswitch_id = alicloud_vswitch.pods-cn-hongkong-b.id
}

resource "alicloud_snat_entry" "egress-cn-hongkong-c" {
  snat_ip           = data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_eip_addressnat-ipip_address
  snat_table_id     = data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_nat_gatewaynatsnat_table_ids
  source_vswitch_id = alicloud_vswitch.pods-cn-hongkong-c.id
}

resource "alicloud_vswitch" "pods-cn-hongkong-b" {
  cidr_block = "10.0.32.0/20"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "cluster"
  }
  vpc_id       = data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vpcvpcid
  vswitch_name = "ainav-production-pods-cn-hongkong-b"
  zone_id      = "cn-hongkong-b"
}

resource "alicloud_vswitch" "pods-cn-hongkong-c" {
  cidr_block = "10.0.48.0/20"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "cluster"
  }
  vpc_id       = data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vpcvpcid
  vswitch_name = "ainav-production-pods-cn-hongkong-c"
  zone_id      = "cn-hongkong-c"
}

output "cluster_endpoint" {
  description = "API server of the cluster, inside the VPC"
  value       = alicloud_cs_managed_kubernetes.cluster.connections.api_server_intranet
}

output "cluster_id" {
  description = "ACK cluster"
  value       = alicloud_cs_managed_kubernetes.cluster.id
}

output "cross-stack-output-alicloud_cs_kubernetes_node_poolsystem-poolscaling_group_id" {
  sensitive = true
  value     = alicloud_cs_kubernetes_node_pool.system-pool.scaling_group_id
}

output "cross-stack-output-alicloud_cs_managed_kubernetesclusterconnections" {
  sensitive = true
  value     = alicloud_cs_managed_kubernetes.cluster.connections
}

output "cross-stack-output-alicloud_cs_managed_kubernetesclusterid" {
  sensitive = true
  value     = alicloud_cs_managed_kubernetes.cluster.id
}

output "cross-stack-output-dataalicloud_cs_cluster_credentialcluster_credential_B49B447Ccertificate_authority" {
  sensitive = true
  value     = data.alicloud_cs_cluster_credential.cluster_credential_B49B447C.certificate_authority
}
