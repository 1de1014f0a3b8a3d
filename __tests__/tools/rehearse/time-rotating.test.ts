import { describe, expect, test } from "@jest/globals";
import { TIME_ROTATING } from "../../../tools/rehearse/provider/time-rotating";

const NOW = new Date("2026-11-26T15:22:40.500Z");

// What hashicorp/time 0.14.2 itself gave for the same configurations.
describe("a simulated time_rotating", () => {
  test("has the time of its creation for an id, and the rotation in all other parts", () => {
    expect(TIME_ROTATING.create({ rotation_days: 180 }, NOW)).toEqual({
      rotation_days: 180,
      id: "2026-11-26T15:22:40Z",
      rfc3339: "2026-11-26T15:22:40Z",
      rotation_rfc3339: "2027-05-25T15:22:40Z",
      year: 2027,
      month: 5,
      day: 25,
      hour: 15,
      minute: 22,
      second: 40,
      unix: 1811258560,
    });
  });

  test.each([
    [{ rotation_days: 18_000 }, "2075-05-14T10:00:00Z"],
    [{ rotation_months: 1 }, "2026-03-03T10:00:00Z"],
    [{ rotation_years: 2 }, "2028-01-31T10:00:00Z"],
    [{ rotation_hours: 25 }, "2026-02-01T11:00:00Z"],
    [{ rotation_minutes: 90 }, "2026-01-31T11:30:00Z"],
    [{ rotation_days: 1, rotation_years: 2 }, "2028-01-31T10:00:00Z"],
    [{ rotation_rfc3339: "2030-01-01T00:00:00Z" }, "2030-01-01T00:00:00Z"],
  ])("counts %j from its base", (rotation, expected) => {
    const { rotation_rfc3339 } = TIME_ROTATING.create({ rfc3339: "2026-01-31T10:00:00Z", ...rotation }, NOW);
    expect(rotation_rfc3339).toBe(expected);
  });

  test("keeps its base when the rotation changes, and shows the new one in the plan", () => {
    const made = TIME_ROTATING.create({ rotation_days: 180 }, NOW);
    expect(TIME_ROTATING.planUpdate(made, { ...made, rotation_days: 90 })).toMatchObject({
      id: "2026-11-26T15:22:40Z",
      rotation_rfc3339: "2027-02-24T15:22:40Z",
      unix: 1803482560,
    });
    expect(TIME_ROTATING.planUpdate(made, made)).toEqual(made);
  });

  test("is over once its rotation has passed, and not before", () => {
    const made = TIME_ROTATING.create({ rotation_days: 180 }, NOW);
    expect(TIME_ROTATING.isOver(made, new Date("2027-05-25T15:22:40Z"))).toBe(false);
    expect(TIME_ROTATING.isOver(made, new Date("2027-05-25T15:22:41Z"))).toBe(true);
  });
});
