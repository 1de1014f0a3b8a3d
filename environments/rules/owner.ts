import type { Owner } from "../owner";
import { prefixLength } from "../schema/cidr";
import type { Knob, RuleProblem } from "./knob";
import { unique } from "./unique";

/** What holds in the owner's settings. An administrator's network is a place; half the Internet is not. */
export function ownerRules(owner: Knob<Owner>): RuleProblem[] {
  const remedy = "List the offices' or VPN's own public addresses, /16 or smaller.";
  const wide = owner
    .at("adminCidrs")
    .entries()
    .filter(({ value }) => value !== undefined && prefixLength(value) < 16);
  const contacts = owner.at("alarmContacts").entries();
  return [
    ...wide.map((cidr) => cidr.problem("opens the bastion's SSH to more than 65,536 addresses", remedy)),
    ...unique(
      contacts.map((contact) => contact.at("name")),
      "Give each contact a name of its own.",
    ),
    ...unique(
      contacts.map((contact) => contact.at("email")),
      "Name each address once.",
    ),
  ];
}
