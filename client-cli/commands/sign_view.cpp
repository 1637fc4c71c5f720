#include "client-cli/commands/sign_view.hpp"

#include <algorithm>
#include <chrono>

#include "client-cli/decimal.hpp"
#include "client-cli/sparkline.hpp"

namespace tasuki::cli {

namespace {

Style style_of_stage(std::string_view stage) {
  if (stage == "red") return Style::Bad;
  return stage == "yellow" ? Style::Warning : Style::Plain;
}

std::string count_of_days(std::uint64_t days, const View& view) {
  return std::to_string(days) + view.say({"日", days == 1 ? " day" : " days"});
}

std::string threshold_of(const api::SignAnswer& sign, const View& view) {
  std::string text;
  if (!sign.unit().empty())
    text = show_thousandths(sign.at_least()) + " " + sign.unit() + view.say({"以上が ", " or more on "});
  if (sign.days() == 1 && sign.within_days() == 1) return text + view.say({"1日でもあれば", "a single day"});
  if (sign.days() == sign.within_days())
    return text + count_of_days(sign.days(), view) + view.say({"つづいたら", " running"});
  return text + count_of_days(sign.within_days(), view) + view.say({"のうち", ": on "}) +
         count_of_days(sign.days(), view);
}

/// 3日のうち2日.
std::string progress_of(const api::SignAnswer& sign, const View& view) {
  if (view.language() == Language::English)
    return std::to_string(sign.progress()) + " of " + count_of_days(sign.days(), view);
  return std::to_string(sign.days()) + "日のうち" + std::to_string(sign.progress()) + "日";
}

/// The greatest of a day; seen by anybody is seen.
std::string series_of(const api::SignAnswer& sign, const View& view) {
  std::vector<std::optional<SparkDay>> days(std::min<std::uint32_t>(sign.series_days(), 366));
  const auto first = sign.today() - static_cast<std::int32_t>(days.size()) + 1;
  for (const auto& line : sign.series()) {
    const auto place = line.day() - first;
    if (place < 0 || place >= static_cast<std::int32_t>(days.size())) continue;
    auto& day = days[static_cast<std::size_t>(place)];
    if (!day) day.emplace();
    day->seen = day->seen || line.seen();
    if (line.seen()) day->value = std::max(day->value, line.value());
  }
  const auto scale = sign.unit().empty() ? 0 : std::max<std::int64_t>(sign.at_least(), 1);
  return show_day(first) + view.say({" から今日 ", " to today "}) + sparkline(days, scale);
}

std::string seen_of(bool seen, std::int64_t value, const std::string& unit, const View& view) {
  if (!seen) return view.say({"みられない", "not seen"});
  if (unit.empty()) return view.say({"みられた", "seen"});
  return show_thousandths(value) + " " + unit;
}

void show_last(const api::SignAnswer& sign, View& view) {
  if (!sign.has_last())
    return view.field({"最後の観察", "last look"}, view.say({"まだありません", "none yet"}), Style::Warning);
  const auto& last = sign.last();
  view.field({"最後の観察", "last look"}, view.freshness(last.stated_at()) + "  " +
                                              view.agency(last.agency_id()) + "  " + show_day(last.day()) +
                                              " " + seen_of(last.seen(), last.value(), sign.unit(), view));
}

std::string agencies_of(const google::protobuf::RepeatedPtrField<std::string>& ids, const View& view) {
  std::string text;
  for (const auto& id : ids) text += (text.empty() ? "" : view.say({"、", ", "})) + view.agency(id);
  return text;
}

std::string days_of(std::int32_t first, std::int32_t last, const View& view) {
  return first == last ? show_day(first) : show_day(first) + view.say({" から ", " to "}) + show_day(last);
}

void show_open_episode(const api::SignAnswer& sign, View& view) {
  if (!sign.has_open_episode()) return;
  const auto& episode = sign.open_episode();
  view.field({"継続中", "going on"}, days_of(episode.first_day(), episode.last_day(), view),
             style_of_stage(sign.stage()));
  if (episode.alert().empty()) return;
  view.flush();
  view.next({"通知を開く", "open the alert"}, "tasuki open " + view.id(episode.alert(0)));
}

void show_alert(const api::MessageAnswer& message, View& view) {
  const auto& alert = message.form().alert();
  view.field({"段階", "stage"}, view.word(List::Stage, alert.stage()), style_of_stage(alert.stage()));
  view.field({"いつ", "when"}, days_of(alert.first_day(), alert.last_day(), view));
  if (alert.observation_size() > 0) {
    view.field({"もとの記録", "stands on"},
               std::to_string(alert.observation_size()) + view.say({"件の観察", " observations"}));
  }
  if (message.sign().again())
    view.field({"", ""}, view.say({"すでにお知らせしたものと同じです。", "The same as was shown before."}),
               Style::Faint);
}

}  // namespace

void show_sign(const api::SignAnswer& sign, View& view) {
  view.line("● " + sign.what() + "  " + view.id(sign.sign_id()), Style::Strong);
  view.field({"段階", "stage"},
             view.word(List::Stage, sign.stage()) + "  " + view.word(List::Urgency, sign.urgency()) + "  " +
                 view.word(List::View, sign.view()),
             style_of_stage(sign.stage()));
  if (sign.ended()) view.field({"", ""}, view.say({"終わっています", "has ended"}), Style::Faint);
  view.field({"知らせる目安", "threshold"}, threshold_of(sign, view));
  view.field({"いま", "now"}, progress_of(sign, view),
             sign.progress() >= sign.days() ? Style::Bad : Style::Plain);
  show_last(sign, view);
  view.field({"知らせる先", "told"}, agencies_of(sign.told(), view));
  if (sign.noticed_by_size() > 0) view.field({"気づく人", "to notice"}, agencies_of(sign.noticed_by(), view));
  view.field({"経過", "series"}, series_of(sign, view));
  show_open_episode(sign, view);
  view.line();
}

void show_sign_note(const api::MessageAnswer& message, View& view) {
  if (!message.has_sign()) return;
  if (!message.sign().what().empty()) view.field({"サイン", "sign"}, message.sign().what(), Style::Strong);
  const auto& form = message.form();
  if (form.has_observation()) {
    view.field({"観察", "observed"}, show_day(form.observation().day()) + "  " +
                                         seen_of(form.observation().seen(), form.observation().value(),
                                                 message.sign().unit(), view));
  }
  if (form.has_alert()) show_alert(message, view);
}

}  // namespace tasuki::cli
