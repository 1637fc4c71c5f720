#include "client-cli/commands/fields.hpp"

#include <algorithm>

namespace tasuki::cli {

void copy_recipients(const Arguments& arguments, Texts& to) {
  const auto& named = arguments.all("--to");
  if (std::ranges::find(named, "team") == named.end()) copy(named, to);
}

Option permitted_only_option() {
  return {.flag = "--permitted-only",
          .help = {"同意のある機関だけに送る", "only to those with consent"},
          .takes = Takes::Nothing};
}

Option dry_run_option() {
  return {.flag = "--dry-run",
          .help = {"送らずに判定だけ見る", "show the decision, send nothing"},
          .takes = Takes::Nothing};
}

Attempt<Time> day_of(const Arguments& arguments, std::string_view flag, const Zone& zone) {
  const auto& text = arguments.one(flag);
  const auto day = parse_day(text, zone);
  if (!day) return usage("bad-day", std::string(flag) + " " + text);
  return *day;
}

Attempt<Time> end_of_day_of(const Arguments& arguments, std::string_view flag, const Zone& zone) {
  TRY(const auto day, day_of(arguments, flag, zone));
  return end_of_day(day, zone);
}

Attempt<std::int64_t> time_of(const Arguments& arguments, std::string_view flag, const Moment& moment,
                              Tense tense) {
  if (!arguments.has(flag)) return 0;
  const auto& text = arguments.one(flag);
  const auto time = parse_time(text, moment, tense);
  if (!time) return usage("time-unclear", std::string(flag) + " " + text);
  return to_millis(*time);
}

}  // namespace tasuki::cli
