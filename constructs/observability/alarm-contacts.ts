import { CmsAlarmContact } from "@cdktf/provider-alicloud/lib/cms-alarm-contact";
import { CmsAlarmContactGroup } from "@cdktf/provider-alicloud/lib/cms-alarm-contact-group";
import { Construct } from "constructs";

/** Somebody who is told when an alarm goes off. */
export interface AlarmContact {
  readonly name: string;
  readonly email: string;
}

export interface AlarmContactsProps {
  /** Name of the group, unique in the account. */
  readonly groupName: string;
  /** What the contacts' names start with; CloudMonitor takes 40 characters in all. */
  readonly contactPrefix: string;
  /** At least one. */
  readonly contacts: readonly AlarmContact[];
}

/**
 * The people whom alarms go to. CloudMonitor knows contacts by account, whatever the region, so their names carry a
 * prefix. It asks each address for its consent by e-mail before it sends the first alarm.
 */
export class AlarmContacts extends Construct {
  readonly groupName: string;

  constructor(scope: Construct, id: string, props: AlarmContactsProps) {
    super(scope, id);
    const contacts = props.contacts.map(
      ({ name, email }) =>
        new CmsAlarmContact(this, name, {
          alarmContactName: `${props.contactPrefix}-${name}`,
          describe: `Alarms of ${props.groupName}`,
          channelsMail: email,
          lang: "en",
          // The service answers with the address only once its owner has agreed.
          lifecycle: { ignoreChanges: ["channels_mail"] },
        }),
    );
    const group = new CmsAlarmContactGroup(this, "Default", {
      alarmContactGroupName: props.groupName,
      describe: `Alarms of ${props.groupName}`,
      contacts: contacts.map(({ alarmContactName }) => alarmContactName),
    });
    this.groupName = group.alarmContactGroupName;
  }
}
