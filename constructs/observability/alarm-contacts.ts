import { CmsAlarmContact } from "@cdktf/provider-alicloud/lib/cms-alarm-contact";
import { CmsAlarmContactGroup } from "@cdktf/provider-alicloud/lib/cms-alarm-contact-group";
import { Construct } from "constructs";

/** A person who gets the messages of alarms. */
export interface AlarmContact {
  readonly name: string;
  readonly email: string;
}

export interface AlarmContactsProps {
  /** Name of the group, unique in the account. */
  readonly groupName: string;
  /** First part of the contacts' names, which have at most 40 characters in all. */
  readonly contactPrefix: string;
  /** At least one. */
  readonly contacts: readonly AlarmContact[];
}

/**
 * A group of people who get the messages of alarms. Contacts are shared by all regions of an account, so their names
 * have a prefix. CloudMonitor asks each address for consent by e-mail before it sends the first alarm.
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
          // CloudMonitor does not return the address before its owner has consented.
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
