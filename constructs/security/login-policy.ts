import { RamAccountPasswordPolicy } from "@cdktf/provider-alicloud/lib/ram-account-password-policy";
import { RamSecurityPreference } from "@cdktf/provider-alicloud/lib/ram-security-preference";
import { Construct } from "constructs";

/**
 * How the account's RAM users log in: strong passwords, always a second factor, no keys that users make for themselves.
 * The account has one such policy; this takes it over. Values as in the CIS benchmark for Alibaba Cloud, chapter 1.
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
      // Whoever comes back after 90 days sets a new password instead of asking for one.
      hardExpiry: false,
    });
    new RamSecurityPreference(this, "login", {
      enforceMfaForLogin: true,
      enableSaveMfaTicket: false,
      allowUserToChangePassword: true,
      allowUserToManageMfaDevices: true,
      allowUserToManageAccessKeys: false,
      loginSessionDuration: 6,
    });
  }
}
