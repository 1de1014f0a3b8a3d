import type { Owner } from "../schema/owner";
import type { Knob, RuleProblem } from "./knob/knob";
import { unique } from "./knob/unique";
import { exampleRules } from "./owner-examples";

/** Checks the owner's settings against one another. */
export function ownerRules(owner: Knob<Owner>): RuleProblem[] {
  const contacts = owner.at("alarmContacts").entries();
  const names = contacts.map((contact) => contact.at("name"));
  const addresses = contacts.map((contact) => contact.at("email"));
  return [
    ...unique(names, "Give each contact a name of its own."),
    ...unique(addresses, "Name each address once."),
    ...exampleRules(owner),
  ];
}
