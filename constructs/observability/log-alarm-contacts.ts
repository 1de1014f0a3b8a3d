import { LogResourceRecord } from "@cdktf/provider-alicloud/lib/log-resource-record";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { AlarmContact } from "./alarm-contacts";

/** The region in which Log Service keeps the contacts and action policies of an account, whatever region its logs are in. */
export const LOG_ALARM_CONTACTS_REGION = "cn-heyuan";

export interface LogAlarmContactsProps {
  /** Id of the group and of its action policy, and first part of the contacts' ids; unique in the account. */
  readonly groupId: string;
  /** At least one. */
  readonly contacts: readonly AlarmContact[];
  /** A provider of the region {@link LOG_ALARM_CONTACTS_REGION}. */
  readonly provider: TerraformProvider;
}

/**
 * A group of people who get the messages of alarms on logs, by e-mail, at any time of the day. Log Service has contacts
 * of its own, beside CloudMonitor's. They are records of its resource data: users, a group, and an action policy.
 */
export class LogAlarmContacts extends Construct {
  /** Id of the action policy, which alarms name to reach the group. */
  readonly actionPolicyId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: LogAlarmContactsProps,
  ) {
    super(scope, id);
    const { groupId, contacts } = props;
    const users = contacts.map(({ name, email }) =>
      this.addRecord(`contact-${name}`, {
        kind: "sls.common.user",
        recordId: `${groupId}-${name}`,
        tag: name,
        value: { user_id: `${groupId}-${name}`, user_name: name, email: [email], enabled: true },
      }),
    );
    const group = this.addRecord("group", {
      kind: "sls.common.user_group",
      recordId: groupId,
      tag: groupId,
      value: {
        user_group_id: groupId,
        user_group_name: groupId,
        enabled: true,
        members: contacts.map(({ name }) => `${groupId}-${name}`),
      },
      dependsOn: users,
    });
    const policy = this.addRecord("action-policy", {
      kind: "sls.alert.action_policy",
      recordId: groupId,
      tag: groupId,
      value: actionPolicy(groupId),
      dependsOn: [group],
    });
    this.actionPolicyId = policy.recordId;
  }

  private addRecord(id: string, { kind, value, ...record }: ResourceRecord): LogResourceRecord {
    return new LogResourceRecord(this, id, {
      resourceName: kind,
      value: JSON.stringify(value),
      provider: this.props.provider,
      ...record,
    });
  }
}

/** A record of Log Service's resource data, https://www.alibabacloud.com/help/en/sls/developer-reference/data-structure-of-alert-resource-data. */
interface ResourceRecord {
  readonly kind: "sls.common.user" | "sls.common.user_group" | "sls.alert.action_policy";
  readonly recordId: string;
  /** The record's name, by which people find it in the console. */
  readonly tag: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** The records that it names. */
  readonly dependsOn?: LogResourceRecord[];
}

/** The policy that sends every alarm to the group at once, and tells nobody else later. */
function actionPolicy(groupId: string): Readonly<Record<string, unknown>> {
  const script = emailTo(groupId);
  return {
    action_policy_id: groupId,
    action_policy_name: groupId,
    is_default: false,
    labels: {},
    primary_policy_script: script,
    // Log Service refuses an empty one, also while nothing escalates.
    secondary_policy_script: script,
    escalation_start_enabled: false,
    escalation_start_timeout: "10m",
    escalation_inprogress_enabled: false,
    escalation_inprogress_timeout: "30m",
    escalation_enabled: false,
    escalation_timeout: "1h",
  };
}

/** An action of Log Service's policy language: an e-mail to a group, with the built-in English text. */
function emailTo(groupId: string): string {
  const receivers = `users=[], groups=["${groupId}"], oncall_groups=[], receiver_type="static"`;
  const unused = 'external_url="", external_headers={}';
  return `fire(type="email", ${receivers}, ${unused}, template_id="sls.builtin.en", period="any")`;
}
