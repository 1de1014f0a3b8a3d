const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The zone in which the times of jobs are given. */
const ZONE = "Asia/Shanghai";

/**
 * A cron expression of five fields as systemd's calendar events, in China Standard Time. Each event is a value of
 * `OnCalendar`. A job that has both days of the month and days of the week runs on either, as cron has it, so it has two.
 *
 * @param schedule fields of numbers, ranges, lists and steps, such as `0 *\u002F6 * * *`; a Sunday is 0 or 7
 * @throws when a field is none
 */
export function calendarEvents(schedule: string): string[] {
  const [minute, hour, day, month, weekday] = schedule.split(" ").map((field) => field || "*") as [
    string,
    string,
    string,
    string,
    string,
  ];
  const event = (weekdays: string, days: string) =>
    `${weekdays === "*" ? "" : `${weekdayList(weekdays)} `}*-${list(month, 1)}-${list(days, 1)} ` +
    `${list(hour, 0)}:${list(minute, 0)}:00 ${ZONE}`;
  if (day === "*" || weekday === "*") return [event(weekday, day)];
  return [event("*", day), event(weekday, "*")];
}

/** A field as systemd writes it. @param first the first number that the field may have, from which steps count */
function list(field: string, first: number): string {
  return field
    .split(",")
    .map((part) => {
      const [, range, from, to, step] = /^((\d+)(?:-(\d+))?|\*)(?:\/(\d+))?$/.exec(part) ?? [];
      if (range === undefined) throw new Error(`"${field}" is not a field of a cron expression: write one such as */6`);
      if (range === "*") return step === undefined ? "*" : `${pad(String(first))}/${step}`;
      const start = pad(from as string);
      // In cron, a number with a step goes on to the end of the field, as in systemd.
      return `${to === undefined ? start : `${start}..${pad(to)}`}${step === undefined ? "" : `/${step}`}`;
    })
    .join(",");
}

function weekdayList(field: string): string {
  const days = field.split(",").flatMap((part) => {
    const [, from, to, step = "1"] = /^(\d|\*)(?:-(\d))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (from === undefined) throw new Error(`"${field}" is not a field of days of the week: write one such as 1-5`);
    const [first, last] = from === "*" ? [0, 6] : [Number(from), Number(to ?? from)];
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return numbers.filter((_, index) => index % Number(step) === 0).map((number) => WEEKDAYS[number] as string);
  });
  return [...new Set(days)].join(",");
}

function pad(number: string): string {
  return number.padStart(2, "0");
}
