import { expect, test } from "@jest/globals";
import { nearest } from "../../../../environments/schema/knob/nearest";

const KEYS = ["cidr", "id", "retentionDays", "logRetentionDays"];

test.each([
  ["cider", "cidr"],
  ["CIDR", "cidr"],
  ["retensionDay", "retentionDays"],
  ["logRetentionDays", "logRetentionDays"],
  ["storage", undefined],
  ["x", undefined],
  ["", undefined],
])("the key nearest to %j is %j", (word, key) => {
  expect(nearest(word, KEYS)).toBe(key);
});
