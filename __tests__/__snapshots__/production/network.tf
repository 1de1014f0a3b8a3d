terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "network"
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

resource "alicloud_cms_alarm" "bastion-ip_bandwidth-alarm_F03EA591" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "net_out.rate_percentage"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_eip_address.bastion-ip.id }])
  name              = "ainav-production-bastion-ip-bandwidth"
  period            = 60
  project           = "acs_vpc_eip"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "85"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "bastion-ip_drop-alarm_FCE50A3A" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "out_ratelimit_drop_speed"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_eip_address.bastion-ip.id }])
  name              = "ainav-production-bastion-ip-drops"
  period            = 60
  project           = "acs_vpc_eip"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "0"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "nat-ip_bandwidth-alarm_BCD27525" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "net_out.rate_percentage"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_eip_address.nat-ip.id }])
  name              = "ainav-production-nat-ip-bandwidth"
  period            = 60
  project           = "acs_vpc_eip"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "85"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "nat-ip_drop-alarm_B9ADC672" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "out_ratelimit_drop_speed"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_eip_address.nat-ip.id }])
  name              = "ainav-production-nat-ip-drops"
  period            = 60
  project           = "acs_vpc_eip"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }

  escalations_warn {
    comparison_operator = ">"
    statistics          = "Average"
    threshold           = "0"
    times               = 5
  }
}

resource "alicloud_cms_alarm" "nat_port-errors-alarm_9F3EDB53" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "ErrorPortAllocationCount"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_nat_gateway.nat.id }])
  name              = "ainav-production-nat-port-errors"
  period            = 60
  project           = "acs_nat_gateway"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }

  escalations_critical {
    comparison_operator = ">"
    statistics          = "Value"
    threshold           = "0"
    times               = 3
  }
}

resource "alicloud_cms_alarm" "nat_session-drops-alarm_FF3099DE" {
  contact_groups = [
    data.terraform_remote_state.cross-stack-reference-input-production-operations.outputs.cross-stack-output-alicloud_cms_alarm_contact_groupcontactsalarm_contact_group_name,
  ]
  metric            = "SessionLimitDropConnection"
  metric_dimensions = jsonencode([{ "instanceId" = alicloud_nat_gateway.nat.id }])
  name              = "ainav-production-nat-session-drops"
  period            = 60
  project           = "acs_nat_gateway"
  silence_time      = 3600
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }

  escalations_critical {
    comparison_operator = ">"
    statistics          = "Value"
    threshold           = "0"
    times               = 3
  }
}

resource "alicloud_eip_address" "bastion-ip" {
  address_name         = "ainav-production-bastion"
  bandwidth            = "10"
  deletion_protection  = true
  internet_charge_type = "PayByTraffic"
  isp                  = "BGP"
  payment_type         = "PayAsYouGo"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
}

resource "alicloud_eip_address" "nat-ip" {
  address_name         = "ainav-production-nat"
  bandwidth            = "100"
  deletion_protection  = true
  internet_charge_type = "PayByTraffic"
  isp                  = "BGP"
  payment_type         = "PayAsYouGo"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
}

resource "alicloud_eip_association" "nat-ip_association_FC883EB6" {
  allocation_id = alicloud_eip_address.nat-ip.id
  instance_id   = alicloud_nat_gateway.nat.id
  instance_type = "Nat"
}

resource "alicloud_log_project" "network-logs" {
  description  = "Flows in the VPC"
  project_name = "ainav-production-network-1234567890123456"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_log_store" "flow-log-store" {
  append_meta           = true
  auto_split            = true
  logstore_name         = "flow-log"
  max_split_shard_count = 64
  project_name          = alicloud_log_project.network-logs.project_name
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

resource "alicloud_log_store_index" "flow-log-store_index_91B07182" {
  logstore     = alicloud_log_store.flow-log-store.logstore_name
  max_text_len = 2048
  project      = alicloud_log_store.flow-log-store.project_name

  full_text {
    case_sensitive  = false
    include_chinese = true
    token           = ", '\";=()[]{}?@&<>/:\n\t\r"
  }
}

resource "alicloud_nat_gateway" "nat" {
  deletion_protection  = true
  internet_charge_type = "PayByLcu"
  nat_gateway_name     = "ainav-production-nat"
  nat_type             = "Enhanced"
  network_type         = "internet"
  payment_type         = "PayAsYouGo"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
  vpc_id     = alicloud_vpc.vpc.id
  vswitch_id = alicloud_vswitch.public-cn-hongkong-b.id
}

resource "alicloud_pvtz_zone" "private-zone" {
  proxy_pattern = "RECORD"
  remark        = "Names inside the VPC: production.ainav.internal"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
  zone_name = "production.ainav.internal"
}

resource "alicloud_pvtz_zone_attachment" "private-zone_attachment_7996CFA9" {
  zone_id = alicloud_pvtz_zone.private-zone.id

  vpcs {
    vpc_id = alicloud_vpc.vpc.id
  }
}

resource "alicloud_security_group" "bastion-group" {
  description         = "The bastion: SSH from administrators, nothing else"
  inner_access_policy = "Drop"
  security_group_name = "ainav-production-bastion"
  security_group_type = "normal"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
  vpc_id = alicloud_vpc.vpc.id
}

resource "alicloud_security_group" "hosts-group" {
  description         = "Every host behind the load balancer and the bastion"
  inner_access_policy = "Drop"
  security_group_name = "ainav-production-hosts"
  security_group_type = "normal"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
  vpc_id = alicloud_vpc.vpc.id
}

resource "alicloud_security_group" "load-balancer-group" {
  description         = "The load balancer: HTTP and HTTPS, nothing else"
  inner_access_policy = "Drop"
  security_group_name = "ainav-production-load-balancer"
  security_group_type = "normal"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
  vpc_id = alicloud_vpc.vpc.id
}

resource "alicloud_security_group_rule" "bastion-group_tcp-22-from-20301130--24_0B4BE390" {
  cidr_ip           = "203.0.113.0/24"
  description       = "SSH from administrators"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "22/22"
  priority          = 1
  security_group_id = alicloud_security_group.bastion-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "hosts-group_all-from-hosts-group_7C56DDD7" {
  description              = "Hosts among themselves"
  ip_protocol              = "all"
  nic_type                 = "intranet"
  policy                   = "accept"
  port_range               = "-1/-1"
  priority                 = 1
  security_group_id        = alicloud_security_group.hosts-group.id
  source_security_group_id = alicloud_security_group.hosts-group.id
  type                     = "ingress"
}

resource "alicloud_security_group_rule" "hosts-group_tcp-22-from-bastion-group_E45E5FC8" {
  description              = "SSH from the bastion"
  ip_protocol              = "tcp"
  nic_type                 = "intranet"
  policy                   = "accept"
  port_range               = "22/22"
  priority                 = 1
  security_group_id        = alicloud_security_group.hosts-group.id
  source_security_group_id = alicloud_security_group.bastion-group.id
  type                     = "ingress"
}

resource "alicloud_security_group_rule" "hosts-group_tcp-3000-from-10010--24_35860902" {
  cidr_ip           = "10.0.1.0/24"
  description       = "web, from the load balancer"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "3000/3000"
  priority          = 1
  security_group_id = alicloud_security_group.hosts-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "hosts-group_tcp-3000-from-100110--24_3A9D8978" {
  cidr_ip           = "10.0.11.0/24"
  description       = "web, from the load balancer"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "3000/3000"
  priority          = 1
  security_group_id = alicloud_security_group.hosts-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "hosts-group_tcp-8001-from-10010--24_97995428" {
  cidr_ip           = "10.0.1.0/24"
  description       = "content-api, from the load balancer"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "8001/8001"
  priority          = 1
  security_group_id = alicloud_security_group.hosts-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "hosts-group_tcp-8001-from-100110--24_5B691513" {
  cidr_ip           = "10.0.11.0/24"
  description       = "content-api, from the load balancer"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "8001/8001"
  priority          = 1
  security_group_id = alicloud_security_group.hosts-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "hosts-group_tcp-8002-from-10010--24_4D155755" {
  cidr_ip           = "10.0.1.0/24"
  description       = "search-api, from the load balancer"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "8002/8002"
  priority          = 1
  security_group_id = alicloud_security_group.hosts-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "hosts-group_tcp-8002-from-100110--24_FF1F1010" {
  cidr_ip           = "10.0.11.0/24"
  description       = "search-api, from the load balancer"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "8002/8002"
  priority          = 1
  security_group_id = alicloud_security_group.hosts-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-103212440--22_A40A48A8" {
  cidr_ip           = "103.21.244.0/22"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-103222000--22_FE4326A2" {
  cidr_ip           = "103.22.200.0/22"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-1033140--22_8B0FA503" {
  cidr_ip           = "103.31.4.0/22"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-1041600--13_2048B756" {
  cidr_ip           = "104.16.0.0/13"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-1042400--14_38433643" {
  cidr_ip           = "104.24.0.0/14"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-1081621920--18_6681925B" {
  cidr_ip           = "108.162.192.0/18"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-1310720--22_C1529390" {
  cidr_ip           = "131.0.72.0/22"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-141101640--18_DD6EEF31" {
  cidr_ip           = "141.101.64.0/18"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-16215800--15_13739E5A" {
  cidr_ip           = "162.158.0.0/15"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-1726400--13_8F9C3169" {
  cidr_ip           = "172.64.0.0/13"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-173245480--20_9ED98E15" {
  cidr_ip           = "173.245.48.0/20"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-188114960--20_4670E7C1" {
  cidr_ip           = "188.114.96.0/20"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-190932400--20_621E37FE" {
  cidr_ip           = "190.93.240.0/20"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-1972342400--22_C2DCC55A" {
  cidr_ip           = "197.234.240.0/22"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-443-from-198411280--17_45637DEB" {
  cidr_ip           = "198.41.128.0/17"
  description       = "HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "443/443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-103212440--22_8F882551" {
  cidr_ip           = "103.21.244.0/22"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-103222000--22_1284AB40" {
  cidr_ip           = "103.22.200.0/22"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-1033140--22_33E67E70" {
  cidr_ip           = "103.31.4.0/22"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-1041600--13_346E56A4" {
  cidr_ip           = "104.16.0.0/13"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-1042400--14_A01A7577" {
  cidr_ip           = "104.24.0.0/14"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-1081621920--18_F4B64FD5" {
  cidr_ip           = "108.162.192.0/18"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-1310720--22_9BB608F1" {
  cidr_ip           = "131.0.72.0/22"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-141101640--18_2BF0BA56" {
  cidr_ip           = "141.101.64.0/18"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-16215800--15_62EFA136" {
  cidr_ip           = "162.158.0.0/15"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-1726400--13_B62790F7" {
  cidr_ip           = "172.64.0.0/13"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-173245480--20_E941B0E7" {
  cidr_ip           = "173.245.48.0/20"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-188114960--20_DCC4B001" {
  cidr_ip           = "188.114.96.0/20"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-190932400--20_3D5E72E6" {
  cidr_ip           = "190.93.240.0/20"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-1972342400--22_7C3DB6A2" {
  cidr_ip           = "197.234.240.0/22"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-80-from-198411280--17_EB5990C1" {
  cidr_ip           = "198.41.128.0/17"
  description       = "HTTP, answered with a redirect to HTTPS"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_security_group_rule" "load-balancer-group_tcp-8443-from-0000--0_8E097317" {
  cidr_ip           = "0.0.0.0/0"
  description       = "HTTPS, pulled by the China CDN"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "8443/8443"
  priority          = 1
  security_group_id = alicloud_security_group.load-balancer-group.id
  type              = "ingress"
}

resource "alicloud_snat_entry" "nat_cn-hongkong-b_006B7E7D" {
  snat_ip           = alicloud_eip_address.nat-ip.ip_address
  snat_table_id     = alicloud_nat_gateway.nat.snat_table_ids
  source_vswitch_id = alicloud_vswitch.private-cn-hongkong-b.id

  depends_on = [alicloud_eip_association.nat-ip_association_FC883EB6]
}

resource "alicloud_snat_entry" "nat_cn-hongkong-c_D399BFFC" {
  snat_ip           = alicloud_eip_address.nat-ip.ip_address
  snat_table_id     = alicloud_nat_gateway.nat.snat_table_ids
  source_vswitch_id = alicloud_vswitch.private-cn-hongkong-c.id

  depends_on = [alicloud_eip_association.nat-ip_association_FC883EB6]
}

resource "alicloud_vpc" "vpc" {
  cidr_block = "10.0.0.0/16"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
  vpc_name = "ainav-production-vpc"

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_vpc_flow_log" "flow-log" {
  aggregation_interval = "10"
  flow_log_name        = "ainav-production-flow-log"
  log_store_name       = alicloud_log_store.flow-log-store.logstore_name
  project_name         = alicloud_log_store.flow-log-store.project_name
  resource_id          = alicloud_vpc.vpc.id
  resource_type        = "VPC"
  status               = "Active"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
  traffic_type = "All"
}

resource "alicloud_vswitch" "private-cn-hongkong-b" {
  cidr_block = "10.0.2.0/24"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
  vpc_id       = alicloud_vpc.vpc.id
  vswitch_name = "ainav-production-private-cn-hongkong-b"
  zone_id      = "cn-hongkong-b"
}

resource "alicloud_vswitch" "private-cn-hongkong-c" {
  cidr_block = "10.0.12.0/24"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
  vpc_id       = alicloud_vpc.vpc.id
  vswitch_name = "ainav-production-private-cn-hongkong-c"
  zone_id      = "cn-hongkong-c"
}

resource "alicloud_vswitch" "public-cn-hongkong-b" {
  cidr_block = "10.0.1.0/24"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
  vpc_id       = alicloud_vpc.vpc.id
  vswitch_name = "ainav-production-public-cn-hongkong-b"
  zone_id      = "cn-hongkong-b"
}

resource "alicloud_vswitch" "public-cn-hongkong-c" {
  cidr_block = "10.0.11.0/24"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "network"
  }
  vpc_id       = alicloud_vpc.vpc.id
  vswitch_name = "ainav-production-public-cn-hongkong-c"
  zone_id      = "cn-hongkong-c"
}

output "bastion_group_id" {
  description = "Security group of the bastion"
  value       = alicloud_security_group.bastion-group.id
}

output "bastion_ip" {
  description = "Address at which administrators find the bastion"
  value       = alicloud_eip_address.bastion-ip.ip_address
}

output "cross-stack-output-alicloud_eip_addressbastion-ipid" {
  sensitive = true
  value     = alicloud_eip_address.bastion-ip.id
}

output "cross-stack-output-alicloud_pvtz_zoneprivate-zoneid" {
  sensitive = true
  value     = alicloud_pvtz_zone.private-zone.id
}

output "cross-stack-output-alicloud_security_groupbastion-groupid" {
  sensitive = true
  value     = alicloud_security_group.bastion-group.id
}

output "cross-stack-output-alicloud_security_grouphosts-groupid" {
  sensitive = true
  value     = alicloud_security_group.hosts-group.id
}

output "cross-stack-output-alicloud_security_groupload-balancer-groupid" {
  sensitive = true
  value     = alicloud_security_group.load-balancer-group.id
}

output "cross-stack-output-alicloud_vpcvpcid" {
  sensitive = true
  value     = alicloud_vpc.vpc.id
}

output "cross-stack-output-alicloud_vswitchprivate-cn-hongkong-bid" {
  sensitive = true
  value     = alicloud_vswitch.private-cn-hongkong-b.id
}

output "cross-stack-output-alicloud_vswitchprivate-cn-hongkong-cid" {
  sensitive = true
  value     = alicloud_vswitch.private-cn-hongkong-c.id
}

output "cross-stack-output-alicloud_vswitchpublic-cn-hongkong-bid" {
  sensitive = true
  value     = alicloud_vswitch.public-cn-hongkong-b.id
}

output "cross-stack-output-alicloud_vswitchpublic-cn-hongkong-cid" {
  sensitive = true
  value     = alicloud_vswitch.public-cn-hongkong-c.id
}

output "egress_ip" {
  description = "Address under which hosts and pods reach the Internet"
  value       = alicloud_eip_address.nat-ip.ip_address
}

output "host_group_id" {
  description = "Security group of every other host"
  value       = alicloud_security_group.hosts-group.id
}

output "load_balancer_group_id" {
  description = "Security group of the load balancer"
  value       = alicloud_security_group.load-balancer-group.id
}

output "nat_gateway_id" {
  description = "NAT gateway of the private vSwitches"
  value       = alicloud_nat_gateway.nat.id
}

output "network_log_project" {
  description = "Log project in which flows are searched"
  value       = alicloud_log_project.network-logs.project_name
}

output "private_cn_hongkong_b_vswitch_id" {
  description = "vSwitch 10.0.2.0/24 in cn-hongkong-b"
  value       = alicloud_vswitch.private-cn-hongkong-b.id
}

output "private_cn_hongkong_c_vswitch_id" {
  description = "vSwitch 10.0.12.0/24 in cn-hongkong-c"
  value       = alicloud_vswitch.private-cn-hongkong-c.id
}

output "public_cn_hongkong_b_vswitch_id" {
  description = "vSwitch 10.0.1.0/24 in cn-hongkong-b"
  value       = alicloud_vswitch.public-cn-hongkong-b.id
}

output "public_cn_hongkong_c_vswitch_id" {
  description = "vSwitch 10.0.11.0/24 in cn-hongkong-c"
  value       = alicloud_vswitch.public-cn-hongkong-c.id
}

output "vpc_id" {
  description = "VPC"
  value       = alicloud_vpc.vpc.id
}
