terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "edge"
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
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "5.14.0"
    }
  }
}

provider "alicloud" {
  region = "cn-hongkong"

  sign_version {
    oss = "v4"
  }
}

provider "cloudflare" {}

data "terraform_remote_state" "cross-stack-reference-input-production-compute" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "compute"
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

resource "alicloud_oos_secret_parameter" "purge-token_secret_parameter_91471C29" {
  description           = "Cloudflare token that purges the cache: ainav-production-purge"
  secret_parameter_name = "ainav/production/cloudflare-purge"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "edge"
  }
  value = cloudflare_account_token.purge-token.value
}

resource "cloudflare_account_token" "purge-token" {
  account_id = "fedcba9876543210fedcba9876543210"
  name       = "ainav-production-purge"
  policies = [
    {
      effect = "allow"
      permission_groups = [
        {
          id = "e17beae8b8cb423a99b1730f21238bed"
        },
      ]
      resources = jsonencode({ "com.cloudflare.api.account.zone.0123456789abcdef0123456789abcdef" = "*" })
    },
  ]
}

resource "cloudflare_argo_tiered_caching" "cache_tiered-caching_E0BB6A8F" {
  value   = "on"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_authenticated_origin_pulls_settings" "origin-pulls" {
  enabled = false
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_ainavcn_90016A01" {
  content = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_alb_load_balancerload-balancerdns_name
  name    = "ainav.cn"
  proxied = true
  ttl     = 1
  type    = "CNAME"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issue-digicertcom_02465638" {
  data = {
    flags = 0
    tag   = "issue"
    value = "digicert.com"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issue-globalsigncom_4D755B92" {
  data = {
    flags = 0
    tag   = "issue"
    value = "globalsign.com"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issue-letsencryptorg_1D124FD6" {
  data = {
    flags = 0
    tag   = "issue"
    value = "letsencrypt.org"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issue-pkigoog_9F761C9C" {
  data = {
    flags = 0
    tag   = "issue"
    value = "pki.goog"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issue-sectigocom_77F63924" {
  data = {
    flags = 0
    tag   = "issue"
    value = "sectigo.com"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issue-sslcom_C98DAF07" {
  data = {
    flags = 0
    tag   = "issue"
    value = "ssl.com"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issue-trust-providercom_B99C8A73" {
  data = {
    flags = 0
    tag   = "issue"
    value = "trust-provider.com"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issue-wotruscom_09B56E97" {
  data = {
    flags = 0
    tag   = "issue"
    value = "wotrus.com"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issuewild-digicertcom_8FEC36F4" {
  data = {
    flags = 0
    tag   = "issuewild"
    value = "digicert.com"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issuewild-globalsigncom_4495510F" {
  data = {
    flags = 0
    tag   = "issuewild"
    value = "globalsign.com"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issuewild-letsencryptorg_58CDAF82" {
  data = {
    flags = 0
    tag   = "issuewild"
    value = "letsencrypt.org"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issuewild-pkigoog_57887643" {
  data = {
    flags = 0
    tag   = "issuewild"
    value = "pki.goog"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issuewild-sectigocom_E7ABE2E8" {
  data = {
    flags = 0
    tag   = "issuewild"
    value = "sectigo.com"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issuewild-sslcom_3868229B" {
  data = {
    flags = 0
    tag   = "issuewild"
    value = "ssl.com"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issuewild-trust-providercom_867BF475" {
  data = {
    flags = 0
    tag   = "issuewild"
    value = "trust-provider.com"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_caa-issuewild-wotruscom_88E6A2BE" {
  data = {
    flags = 0
    tag   = "issuewild"
    value = "wotrus.com"
  }
  name    = "ainav.cn"
  ttl     = 1
  type    = "CAA"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_cnainavcn_6E7750CC" {
  content = "pages-example.qiniudns.com"
  name    = "cn.ainav.cn"
  proxied = false
  ttl     = 60
  type    = "CNAME"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_imgainavcn_77855316" {
  content = "images-example.b0.aicdn.com"
  name    = "img.ainav.cn"
  proxied = false
  ttl     = 60
  type    = "CNAME"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_mail-none_61AF604F" {
  content  = "."
  name     = "ainav.cn"
  priority = 0
  ttl      = 1
  type     = "MX"
  zone_id  = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_origin-cnainavcn_14462813" {
  content = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_alb_load_balancerload-balancerdns_name
  name    = "origin-cn.ainav.cn"
  proxied = false
  ttl     = 60
  type    = "CNAME"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_staticainavcn_7F49368C" {
  content = "static-example.qiniudns.com"
  name    = "static.ainav.cn"
  proxied = false
  ttl     = 60
  type    = "CNAME"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_text-dmarc_F3071B0A" {
  content = "\"v=DMARC1; p=reject\""
  name    = "_dmarc.ainav.cn"
  ttl     = 1
  type    = "TXT"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_text-spf_CE947676" {
  content = "\"v=spf1 -all\""
  name    = "ainav.cn"
  ttl     = 1
  type    = "TXT"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_dns_record" "records_wwwainavcn_E04E890A" {
  content = "ainav.cn"
  name    = "www.ainav.cn"
  proxied = true
  ttl     = 1
  type    = "CNAME"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_healthcheck" "origin-watch" {
  address               = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_alb_load_balancerload-balancerdns_name
  check_regions         = ["SEAS", "NEAS", "WEU"]
  consecutive_fails     = 2
  consecutive_successes = 2
  description           = "ainav.cn/api/health"
  http_config = {
    expected_codes = ["200"]
    header = {
      Host = ["ainav.cn"]
      x-origin-auth = [
        data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-random_passwordorigin-edge-secretresult,
      ]
    }
    method = "GET"
    path   = "/api/health"
    port   = 443
  }
  interval = 60
  name     = "ainav-production"
  retries  = 2
  timeout  = 5
  type     = "HTTPS"
  zone_id  = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_notification_policy" "origin-watch_attacks_DF2B9E02" {
  account_id  = "fedcba9876543210fedcba9876543210"
  alert_type  = "dos_attack_l7"
  description = "attacks of ainav.cn"
  enabled     = true
  filters = {
    zones = ["0123456789abcdef0123456789abcdef"]
  }
  mechanisms = {
    email = [
      {
        id = "operations@ainav.cn"
      },
    ]
  }
  name = "ainav-production-attacks"
}

resource "cloudflare_notification_policy" "origin-watch_certificates_49D738FA" {
  account_id  = "fedcba9876543210fedcba9876543210"
  alert_type  = "universal_ssl_event_type"
  description = "certificates of ainav.cn"
  enabled     = true
  mechanisms = {
    email = [
      {
        id = "operations@ainav.cn"
      },
    ]
  }
  name = "ainav-production-certificates"
}

resource "cloudflare_notification_policy" "origin-watch_health_E25AD57E" {
  account_id  = "fedcba9876543210fedcba9876543210"
  alert_type  = "health_check_status_notification"
  description = "health of ainav.cn"
  enabled     = true
  filters = {
    health_check_id = [cloudflare_healthcheck.origin-watch.id]
  }
  mechanisms = {
    email = [
      {
        id = "operations@ainav.cn"
      },
    ]
  }
  name = "ainav-production-health"
}

resource "cloudflare_ruleset" "cache_rules_A8FEF9EE" {
  kind  = "zone"
  name  = "Cache rules"
  phase = "http_request_cache_settings"
  rules = [
    {
      action = "set_cache_settings"
      action_parameters = {
        browser_ttl = {
          mode = "respect_origin"
        }
        cache = true
        edge_ttl = {
          mode = "respect_origin"
        }
      }
      description = "pages_as_the_origin_says"
      enabled     = true
      expression  = "http.request.method in {\"GET\" \"HEAD\"}"
      ref         = "pages_as_the_origin_says"
    },
    {
      action = "set_cache_settings"
      action_parameters = {
        browser_ttl = {
          default = 31536000
          mode    = "override_origin"
        }
        cache = true
        edge_ttl = {
          default = 31536000
          mode    = "override_origin"
        }
      }
      description = "hashed_files_for_a_year"
      enabled     = true
      expression  = "starts_with(http.request.uri.path, \"/_next/static/\") or starts_with(http.request.uri.path, \"/static/\")"
      ref         = "hashed_files_for_a_year"
    },
    {
      action = "set_cache_settings"
      action_parameters = {
        cache = false
      }
      description = "apis_never"
      enabled     = true
      expression  = "starts_with(http.request.uri.path, \"/api/\")"
      ref         = "apis_never"
    },
  ]
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_ruleset" "firewall_custom_20BA0DB3" {
  kind  = "zone"
  name  = "Custom rules"
  phase = "http_request_firewall_custom"
  rules = [
    {
      action      = "block"
      description = "metrics_are_private"
      enabled     = true
      expression  = "http.request.uri.path in {\"/api/metrics\" \"/metrics\"}"
      ref         = "metrics_are_private"
    },
    {
      action      = "block"
      description = "probes_for_secrets"
      enabled     = true
      expression  = "ends_with(http.request.uri.path, \".env\") or starts_with(http.request.uri.path, \"/.git/\") or ends_with(http.request.uri.path, \".php\")"
      ref         = "probes_for_secrets"
    },
    {
      action      = "managed_challenge"
      description = "sign_in_without_browser"
      enabled     = true
      expression  = "starts_with(http.request.uri.path, \"/api/auth/\") and http.user_agent eq \"\""
      ref         = "sign_in_without_browser"
    },
  ]
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_ruleset" "firewall_managed_5ADAFF5B" {
  kind  = "zone"
  name  = "Managed rules"
  phase = "http_request_firewall_managed"
  rules = [
    {
      action = "execute"
      action_parameters = {
        id = "efb7b8c949ac4650a09736fc376e9aee"
      }
      description = "cloudflare_managed"
      enabled     = true
      expression  = "true"
      ref         = "cloudflare_managed"
    },
    {
      action = "execute"
      action_parameters = {
        id = "4814384a9e5d4991b9815dcfc25d2f1f"
      }
      description = "owasp_core"
      enabled     = true
      expression  = "true"
      ref         = "owasp_core"
    },
  ]
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_ruleset" "firewall_rate-limits_73F3F937" {
  kind  = "zone"
  name  = "Rate limits"
  phase = "http_ratelimit"
  rules = [
    {
      action      = "block"
      description = "sign_in"
      enabled     = true
      expression  = "http.request.uri.path eq \"/api/auth/callback/credentials\" or http.request.uri.path eq \"/api/login\""
      ratelimit = {
        characteristics     = ["ip.src", "cf.colo.id"]
        mitigation_timeout  = 600
        period              = 60
        requests_per_period = 10
      }
      ref = "sign_in"
    },
    {
      action      = "block"
      description = "api"
      enabled     = true
      expression  = "starts_with(http.request.uri.path, \"/api/\")"
      ratelimit = {
        characteristics     = ["ip.src", "cf.colo.id"]
        mitigation_timeout  = 60
        period              = 10
        requests_per_period = 100
      }
      ref = "api"
    },
  ]
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_ruleset" "headers_request_1C0106F7" {
  kind  = "zone"
  name  = "Request headers"
  phase = "http_request_late_transform"
  rules = [
    {
      action = "rewrite"
      action_parameters = {
        headers = {
          x-origin-auth = {
            operation = "set"
            value     = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-random_passwordorigin-edge-secretresult
          }
        }
      }
      description = "origin_header"
      enabled     = true
      expression  = "http.host in {\"ainav.cn\" \"www.ainav.cn\" \"static.ainav.cn\" \"img.ainav.cn\" \"cn.ainav.cn\"}"
      ref         = "origin_header"
    },
  ]
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_ruleset" "headers_response_6DB4B82C" {
  kind  = "zone"
  name  = "Response headers"
  phase = "http_response_headers_transform"
  rules = [
    {
      action = "rewrite"
      action_parameters = {
        headers = {
          x-content-type-options = {
            operation = "set"
            value     = "nosniff"
          }
          x-frame-options = {
            operation = "set"
            value     = "DENY"
          }
          x-xss-protection = {
            operation = "set"
            value     = "1; mode=block"
          }
        }
      }
      description = "security_headers"
      enabled     = true
      expression  = "true"
      ref         = "security_headers"
    },
  ]
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_tiered_cache" "cache_smart-topology_3D3E7300" {
  value   = "on"
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_zone_setting" "origin-pulls_shared_tls_client_auth_92CF23EC" {
  setting_id = "tls_client_auth"
  value      = "on"
  zone_id    = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_zone_setting" "settings_always_use_https_ECCECED5" {
  setting_id = "always_use_https"
  value      = "on"
  zone_id    = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_zone_setting" "settings_http3_CB426AAF" {
  setting_id = "http3"
  value      = "on"
  zone_id    = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_zone_setting" "settings_min_tls_version_1DF89F0F" {
  setting_id = "min_tls_version"
  value      = "1.2"
  zone_id    = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_zone_setting" "settings_security_header_A3BF24FA" {
  setting_id = "security_header"
  value = {
    strict_transport_security = {
      enabled            = true
      include_subdomains = false
      max_age            = 63072000
      nosniff            = true
      preload            = false
    }
  }
  zone_id = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_zone_setting" "settings_ssl_30411085" {
  setting_id = "ssl"
  value      = "strict"
  zone_id    = "0123456789abcdef0123456789abcdef"
}

resource "cloudflare_zone_setting" "settings_tls_1_3_59F47D5A" {
  setting_id = "tls_1_3"
  value      = "on"
  zone_id    = "0123456789abcdef0123456789abcdef"
}

output "origin_host" {
  description = "Load balancer that the edge sends visitors to"
  value       = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_alb_load_balancerload-balancerdns_name
}

output "purge_token_secret" {
  description = "Where the token is kept that purges Cloudflare's cache"
  value       = "ainav/production/cloudflare-purge"
}

output "site" {
  description = "Where visitors find the site"
  value       = "https://ainav.cn"
}
