/**
 * Fields by which ActionTrail's log store can be searched and analysed. Its index is ActionTrail's, and a query for any
 * other field is an error; Alibaba Cloud's own rules for the trail use these.
 */
export const INDEXED_FIELDS = [
  "event.additionalEventData.mfaChecked",
  "event.errorCode",
  "event.eventName",
  "event.requestParameterJson",
  "event.serviceName",
  "event.sourceIpAddress",
  "event.userIdentity.principalId",
  "event.userIdentity.type",
  "event.userIdentity.userName",
] as const;

type Field = (typeof INDEXED_FIELDS)[number];

/** Columns of {@link auditQuery}: who did it and as what (root-account, ram-user, …), what, how often, from where. */
export const AUDIT_COLUMNS = ["who", "identity", "events", "times", "addresses"] as const;

/** Events of the audit trail. All parts have to hold. */
export interface AuditEvents {
  /**
   * ActionTrail's names of the services, such as `Ram`.
   *
   * @default all
   */
  readonly services?: readonly string[];
  /** Names of the events, at least one: mostly those of API operations, such as `CreateUser`. */
  readonly names: readonly string[];
  /** @default anybody */
  readonly identity?: "root-account" | "ram-user";
  /**
   * `passwordOnly`: logins that succeeded without a second factor.
   *
   * @default all
   */
  readonly logins?: "passwordOnly";
  /**
   * A text that the request's parameters contain.
   *
   * @default any parameters
   */
  readonly parameter?: string;
}

/**
 * The query of Log Service that finds events, with one row for each of those who caused them.
 *
 * @param exceptRole name of a role whose events are left out; undefined for none
 */
export function auditQuery(
  { services, names, identity, logins, parameter }: AuditEvents,
  exceptRole: string | undefined,
): string {
  const search = [
    services && anyOf("event.serviceName", services),
    anyOf("event.eventName", names),
    identity && anyOf("event.userIdentity.type", [identity]),
    logins && anyOf("event.additionalEventData.mfaChecked", ["false"]),
    logins && "(event.errorCode: null or not event.errorCode: *)",
  ];
  // An assumed role's user name is `<role>:<session>`. The analysis compares it as a whole, a search word by word.
  const filters = [
    parameter && `${column("event.requestParameterJson")} like '%${parameter}%'`,
    exceptRole && `coalesce(${column("event.userIdentity.userName")}, '') not like '${exceptRole}:%'`,
  ].filter(Boolean);
  const where = filters.length > 0 ? ` where ${filters.join(" and ")}` : "";
  return `${search.filter(Boolean).join(" and ")} | select ${SELECTION} from log${where} group by who limit 100`;
}

function anyOf(field: Field, values: readonly string[]): string {
  return `(${values.map((value) => `${field}: ${value}`).join(" or ")})`;
}

function column(field: Field): string {
  return `"${field}"`;
}

/** The different values of a column, as one text. */
function values(field: Field): string {
  return `array_join(array_agg(distinct ${column(field)}), ', ')`;
}

const USER = `${column("event.userIdentity.userName")}, ${column("event.userIdentity.principalId")}`;

const SELECTION = [
  `coalesce(${USER}, 'somebody') as who`,
  `arbitrary(${column("event.userIdentity.type")}) as identity`,
  `${values("event.eventName")} as events`,
  "count(1) as times",
  `${values("event.sourceIpAddress")} as addresses`,
].join(", ");
