import { describe, expect, test } from "@jest/globals";
import { AUDIT_ALARMS } from "../../../constructs/audit/audit-alarm-rules";
import { AUDIT_COLUMNS, auditQuery, INDEXED_FIELDS } from "../../../constructs/audit/audit-query";
import { columnsOf, conditionCount, entryOf, fieldsOf, finds } from "../../support/log-service/query";

const DEPLOY_ROLE = "ainav-terraform-deploy";

const ROOT = { type: "root-account", principalId: "1234567890123456", userName: "root" };
const ALICE = { type: "ram-user", principalId: "238902601002290001", userName: "Alice" };
const DEPLOY = { type: "assumed-role", principalId: "343597926003930001:ci", userName: `${DEPLOY_ROLE}:ci` };

/** A call of the API as the trail delivers it. */
const call = (serviceName: string, eventName: string, parameters: object = {}, userIdentity: object = ALICE) => ({
  eventType: "ApiCall",
  serviceName,
  eventName,
  userIdentity,
  requestParameterJson: JSON.stringify(parameters),
  sourceIpAddress: "203.0.113.7",
});

/** A login to the console. */
const login = (userIdentity: object, mfaChecked: boolean, errorCode = "") => ({
  eventType: "ConsoleSignin",
  serviceName: userIdentity === ROOT ? "AasCustomer" : "AasSub",
  eventName: "ConsoleSignin",
  userIdentity,
  additionalEventData: { mfaChecked: `${mfaChecked}` },
  errorCode,
  sourceIpAddress: "203.0.113.7",
});

const ADMINISTRATOR = { PolicyType: "System", PolicyName: "AdministratorAccess", UserName: "Mallory" };

/** Events that each alarm must go off for, and must not. */
const EVENTS: Readonly<Record<string, { readonly alarming: readonly object[]; readonly harmless: readonly object[] }>> =
  {
    "root-login": {
      alarming: [login(ROOT, true), login(ROOT, false, "ConsoleSigninFailed")],
      harmless: [login(ALICE, true), call("Ecs", "DescribeInstances", {}, ROOT)],
    },
    "login-without-second-factor": {
      alarming: [login(ALICE, false)],
      harmless: [login(ALICE, true), login(ALICE, false, "PasswordInvalid"), login(ROOT, false)],
    },
    "access-key-made": {
      alarming: [
        call("Ram", "CreateAccessKey"),
        call("Ims", "CreateAccessKey", {}, DEPLOY),
        call("Ims", "UpdateAccessKey"),
      ],
      harmless: [call("Ram", "ListAccessKeys")],
    },
    "administrator-made": {
      alarming: [
        call("Ram", "AttachPolicyToUser", ADMINISTRATOR),
        call("Ram", "AttachPolicyToRole", ADMINISTRATOR, DEPLOY),
        call("ResourceManager", "AttachPolicy", ADMINISTRATOR),
      ],
      harmless: [
        call("Ram", "AttachPolicyToUser", { PolicyType: "System", PolicyName: "AliyunOSSReadOnlyAccess" }),
        call("Ram", "ListPoliciesForUser", ADMINISTRATOR),
      ],
    },
    "login-rules-changed": {
      alarming: [call("Ims", "SetSecurityPreference"), call("Ims", "UpdateOIDCProvider", {}, DEPLOY)],
      harmless: [call("Ims", "GetSecurityPreference")],
    },
    "users-changed": {
      alarming: [call("Ram", "CreateUser"), call("Ims", "CreateLoginProfile", {}, ROOT)],
      harmless: [call("Ram", "CreateUser", {}, DEPLOY), call("Rds", "CreateUser"), call("Ram", "ListUsers")],
    },
    "permissions-changed": {
      alarming: [call("Ram", "CreatePolicyVersion"), call("Ram", "AttachPolicyToRole"), call("Ram", "UpdateRole")],
      harmless: [call("Ram", "AttachPolicyToRole", {}, DEPLOY), call("Ram", "GetPolicy")],
    },
    "security-group-changed": {
      alarming: [call("Ecs", "AuthorizeSecurityGroup"), call("Ecs", "ModifySecurityGroupPolicy", {}, ROOT)],
      harmless: [call("Ecs", "AuthorizeSecurityGroup", {}, DEPLOY), call("Ecs", "DescribeSecurityGroups")],
    },
    "bucket-access-changed": {
      alarming: [
        call("Oss", "PutBucketAcl"),
        call("Oss", "DeleteBucketPolicy"),
        call("Oss", "DeletePublicAccessBlock"),
      ],
      harmless: [call("Oss", "PutBucketPolicy", {}, DEPLOY), call("Oss", "GetBucketPolicy")],
    },
    "trail-changed": {
      alarming: [call("Actiontrail", "StopLogging"), call("Actiontrail", "DeleteTrail", {}, DEPLOY)],
      harmless: [call("Actiontrail", "DescribeTrails")],
    },
  };

const alarms = AUDIT_ALARMS.map((rule) => ({
  ...rule,
  query: auditQuery(rule.events, rule.exceptDeployRole ? DEPLOY_ROLE : undefined),
}));

describe("the alarms on the audit trail", () => {
  test("have names of their own, and events to try each with", () => {
    expect(alarms.map(({ id }) => id).sort()).toEqual(Object.keys(EVENTS).sort());
  });

  test.each(alarms)("$id goes off for what it is about", ({ id, query }) => {
    const silent = EVENTS[id]?.alarming.filter((event) => !finds(query, entryOf(event)));
    expect(silent).toEqual([]);
  });

  test.each(alarms)("$id does not go off for anything else", ({ id, query }) => {
    const alarming = EVENTS[id]?.harmless.filter((event) => finds(query, entryOf(event)));
    expect(alarming).toEqual([]);
  });

  test("notice somebody who only calls himself like the role that deploys", () => {
    const user = { ...ALICE, userName: `${DEPLOY_ROLE}-2` };
    const events = [call("Ram", "CreateUser", {}, user), call("Ram", "CreateUser", {}, { type: "ram-user" })];
    const query = alarms.find(({ id }) => id === "users-changed")?.query ?? "";
    expect(events.map((event) => finds(query, entryOf(event)))).toEqual([true, true]);
  });

  test("ask for fields that the log store has indexes of, and return the columns that messages show", () => {
    for (const { query } of alarms) {
      expect(fieldsOf(query).filter((field) => !(INDEXED_FIELDS as readonly string[]).includes(field))).toEqual([]);
      expect(columnsOf(query)).toEqual(AUDIT_COLUMNS);
    }
  });

  test("have no more than thirty conditions each, which is what Log Service takes", () => {
    expect(alarms.filter(({ query }) => conditionCount(query) > 30).map(({ id }) => id)).toEqual([]);
  });
});
