terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "rollout"
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

provider "alicloud" {
  region = "cn-hongkong"

  sign_version {
    oss = "v4"
  }
}

data "terraform_remote_state" "cross-stack-reference-input-staging-compute" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "compute"
    prefix              = "ainav/staging"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

resource "alicloud_ess_instance_refresh" "app" {
  count                  = (data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateapp-templatelatest_version_number > 1) ? 1 : 0
  max_healthy_percentage = 200
  min_healthy_percentage = 100
  scaling_group_id       = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ess_scaling_groupapp_group_50BAA3D6id
  skip_matching          = false

  lifecycle {
    ignore_changes       = all
    replace_triggered_by = [terraform_data.app_version_9CC5EAE1]

    postcondition {
      condition     = !contains(["Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"], self.status)
      error_message = "The refresh of the scaling group ainav-staging-app ended as ${self.status}: some of its hosts may be of an older version. Its reason is in the Auto Scaling console. Repair what hosts are made from, and deploy; or start the same refresh again: terraform -chdir=cdktf.out/stacks/staging-rollout taint 'alicloud_ess_instance_refresh.app[0]', then npm run deploy -- staging-rollout."
    }
  }
}

resource "alicloud_ess_instance_refresh" "bastion" {
  count                  = (data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ecs_launch_templatebastion-templatelatest_version_number > 1) ? 1 : 0
  max_healthy_percentage = 100
  min_healthy_percentage = 0
  scaling_group_id       = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ess_scaling_groupbastionid
  skip_matching          = false

  lifecycle {
    ignore_changes       = all
    replace_triggered_by = [terraform_data.bastion_version_DD1504CF]

    postcondition {
      condition     = !contains(["Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"], self.status)
      error_message = "The refresh of the scaling group ainav-staging-bastion ended as ${self.status}: some of its hosts may be of an older version. Its reason is in the Auto Scaling console. Repair what hosts are made from, and deploy; or start the same refresh again: terraform -chdir=cdktf.out/stacks/staging-rollout taint 'alicloud_ess_instance_refresh.bastion[0]', then npm run deploy -- staging-rollout."
    }
  }
}

resource "alicloud_ess_instance_refresh" "search" {
  count                  = (data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ecs_launch_templatesearch-templatelatest_version_number > 1) ? 1 : 0
  max_healthy_percentage = 100
  min_healthy_percentage = 0
  scaling_group_id       = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ess_scaling_groupsearchid
  skip_matching          = false

  lifecycle {
    ignore_changes       = all
    replace_triggered_by = [terraform_data.search_version_6B3F155A]

    postcondition {
      condition     = !contains(["Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"], self.status)
      error_message = "The refresh of the scaling group ainav-staging-search ended as ${self.status}: some of its hosts may be of an older version. Its reason is in the Auto Scaling console. Repair what hosts are made from, and deploy; or start the same refresh again: terraform -chdir=cdktf.out/stacks/staging-rollout taint 'alicloud_ess_instance_refresh.search[0]', then npm run deploy -- staging-rollout."
    }
  }
}

resource "alicloud_ess_instance_refresh" "worker" {
  count                  = (data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateworker-templatelatest_version_number > 1) ? 1 : 0
  max_healthy_percentage = 100
  min_healthy_percentage = 0
  scaling_group_id       = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ess_scaling_groupworkerid
  skip_matching          = false

  lifecycle {
    ignore_changes       = all
    replace_triggered_by = [terraform_data.worker_version_85106BDF]

    postcondition {
      condition     = !contains(["Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"], self.status)
      error_message = "The refresh of the scaling group ainav-staging-worker ended as ${self.status}: some of its hosts may be of an older version. Its reason is in the Auto Scaling console. Repair what hosts are made from, and deploy; or start the same refresh again: terraform -chdir=cdktf.out/stacks/staging-rollout taint 'alicloud_ess_instance_refresh.worker[0]', then npm run deploy -- staging-rollout."
    }
  }
}

resource "terraform_data" "app_version_9CC5EAE1" {
  input = {
    launch_template_id = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateapp-templateid
    version            = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateapp-templatelatest_version_number
  }
}

resource "terraform_data" "bastion_version_DD1504CF" {
  input = {
    launch_template_id = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ecs_launch_templatebastion-templateid
    version            = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ecs_launch_templatebastion-templatelatest_version_number
  }
}

resource "terraform_data" "search_version_6B3F155A" {
  input = {
    launch_template_id = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ecs_launch_templatesearch-templateid
    version            = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ecs_launch_templatesearch-templatelatest_version_number
  }
}

resource "terraform_data" "worker_version_85106BDF" {
  input = {
    launch_template_id = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateworker-templateid
    version            = data.terraform_remote_state.cross-stack-reference-input-staging-compute.outputs.cross-stack-output-alicloud_ecs_launch_templateworker-templatelatest_version_number
  }
}
