import { RamAccountPasswordPolicy } from "@cdktf/provider-alicloud/lib/ram-account-password-policy";
import { RamSecurityPreference } from "@cdktf/provider-alicloud/lib/ram-security-preference";
import { Construct } from "constructs";

/**
 * How the account's RAM users log in: strong passwords, always a second factor, no access keys that users create for
 * themselves. An account has one such policy, which this construct takes over. Values of the CIS benchmark for Alibaba
 * Cloud, chapter 1.
 */
export class LoginPolicy extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new RamAccountPasswordPolicy(this, "passwords", {
      minimumPasswordLength: 14,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      maxPasswordAge: 90,
      passwordReusePrevention: 24,
      maxLoginAttempts: 5,
      // A user whose password has expired sets a new one at the next login, without an administrator.
      hardExpiry: false,
    });
    new RamSecurityPreference(this, "login", {
      mfaOperationForLogin: "mandatory",
      enableSaveMfaTicket: false,
      allowUserToChangePassword: true,
      allowUserToManageMfaDevices: true,
      allowUserToManageAccessKeys: false,
      loginSessionDuration: 6,
    });
  }
}
