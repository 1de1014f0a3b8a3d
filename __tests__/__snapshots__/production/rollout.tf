terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "rollout"
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

resource "alicloud_ess_instance_refresh" "app-b" {
  count                  = (data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateapp-templatelatest_version_number > 1) ? 1 : 0
  max_healthy_percentage = 200
  min_healthy_percentage = 100
  scaling_group_id       = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ess_scaling_groupapp_b_606A1C51id
  skip_matching          = false

  lifecycle {
    ignore_changes       = all
    replace_triggered_by = [terraform_data.app-b_version_23A40F79]

    postcondition {
      condition     = !contains(["Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"], self.status)
      error_message = "The refresh of the scaling group ainav-production-app-b ended as ${self.status}: some of its hosts may be of an older version. Its reason is in the Auto Scaling console. Repair what hosts are made from, and deploy; or start the same refresh again: terraform -chdir=cdktf.out/stacks/production-rollout taint 'alicloud_ess_instance_refresh.app-b[0]', then npm run deploy -- production-rollout."
    }
  }
}

resource "alicloud_ess_instance_refresh" "app-c" {
  count                  = (data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateapp-templatelatest_version_number > 1) ? 1 : 0
  max_healthy_percentage = 200
  min_healthy_percentage = 100
  scaling_group_id       = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ess_scaling_groupapp_c_72D71F0Fid
  skip_matching          = false

  lifecycle {
    ignore_changes       = all
    replace_triggered_by = [terraform_data.app-c_version_F1406BEF]

    postcondition {
      condition     = !contains(["Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"], self.status)
      error_message = "The refresh of the scaling group ainav-production-app-c ended as ${self.status}: some of its hosts may be of an older version. Its reason is in the Auto Scaling console. Repair what hosts are made from, and deploy; or start the same refresh again: terraform -chdir=cdktf.out/stacks/production-rollout taint 'alicloud_ess_instance_refresh.app-c[0]', then npm run deploy -- production-rollout."
    }
  }
}

resource "alicloud_ess_instance_refresh" "bastion" {
  count                  = (data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templatebastion-templatelatest_version_number > 1) ? 1 : 0
  max_healthy_percentage = 100
  min_healthy_percentage = 0
  scaling_group_id       = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ess_scaling_groupbastionid
  skip_matching          = false

  lifecycle {
    ignore_changes       = all
    replace_triggered_by = [terraform_data.bastion_version_DD1504CF]

    postcondition {
      condition     = !contains(["Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"], self.status)
      error_message = "The refresh of the scaling group ainav-production-bastion ended as ${self.status}: some of its hosts may be of an older version. Its reason is in the Auto Scaling console. Repair what hosts are made from, and deploy; or start the same refresh again: terraform -chdir=cdktf.out/stacks/production-rollout taint 'alicloud_ess_instance_refresh.bastion[0]', then npm run deploy -- production-rollout."
    }
  }
}

resource "alicloud_ess_instance_refresh" "search" {
  count                  = (data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templatesearch-templatelatest_version_number > 1) ? 1 : 0
  max_healthy_percentage = 100
  min_healthy_percentage = 0
  scaling_group_id       = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ess_scaling_groupsearchid
  skip_matching          = false

  lifecycle {
    ignore_changes       = all
    replace_triggered_by = [terraform_data.search_version_6B3F155A]

    postcondition {
      condition     = !contains(["Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"], self.status)
      error_message = "The refresh of the scaling group ainav-production-search ended as ${self.status}: some of its hosts may be of an older version. Its reason is in the Auto Scaling console. Repair what hosts are made from, and deploy; or start the same refresh again: terraform -chdir=cdktf.out/stacks/production-rollout taint 'alicloud_ess_instance_refresh.search[0]', then npm run deploy -- production-rollout."
    }
  }
}

resource "alicloud_ess_instance_refresh" "worker" {
  count                  = (data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateworker-templatelatest_version_number > 1) ? 1 : 0
  max_healthy_percentage = 100
  min_healthy_percentage = 0
  scaling_group_id       = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ess_scaling_groupworkerid
  skip_matching          = false

  lifecycle {
    ignore_changes       = all
    replace_triggered_by = [terraform_data.worker_version_85106BDF]

    postcondition {
      condition     = !contains(["Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"], self.status)
      error_message = "The refresh of the scaling group ainav-production-worker ended as ${self.status}: some of its hosts may be of an older version. Its reason is in the Auto Scaling console. Repair what hosts are made from, and deploy; or start the same refresh again: terraform -chdir=cdktf.out/stacks/production-rollout taint 'alicloud_ess_instance_refresh.worker[0]', then npm run deploy -- production-rollout."
    }
  }
}

resource "terraform_data" "app-b_version_23A40F79" {
  input = {
    launch_template_id = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateapp-templateid
    version            = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateapp-templatelatest_version_number
  }
}

resource "terraform_data" "app-c_version_F1406BEF" {
  input = {
    launch_template_id = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateapp-templateid
    version            = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateapp-templatelatest_version_number
  }
}

resource "terraform_data" "bastion_version_DD1504CF" {
  input = {
    launch_template_id = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templatebastion-templateid
    version            = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templatebastion-templatelatest_version_number
  }
}

resource "terraform_data" "search_version_6B3F155A" {
  input = {
    launch_template_id = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templatesearch-templateid
    version            = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templatesearch-templatelatest_version_number
  }
}

resource "terraform_data" "worker_version_85106BDF" {
  input = {
    launch_template_id = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateworker-templateid
    version            = data.terraform_remote_state.cross-stack-reference-input-production-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateworker-templatelatest_version_number
  }
}
