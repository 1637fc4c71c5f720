#include "core/care/due/due.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/care/due/months.hpp"

namespace tasuki::care {

namespace {

constexpr int kMonthlyFor = 3;      // months behind a discharge
constexpr int kThenEvery = 3;       // months
constexpr int kMonitoredEvery = 6;  // months
constexpr int kReviewedEvery = 6;   // months, where a plan was reviewed and says no later day
constexpr DayNumber kBeforeDischarge = 7;
constexpr DayNumber kBeforeConsentEnds = 30;
constexpr DayNumber kAfterConsentEnded = 30;
constexpr DayNumber kReviewedEarly = 30;
constexpr DayNumber kAroundPlanned = 30;  // a discharge this near to the planned day is that one

/// Which kinds of agencies owe a report, and which are owed it.
struct Rule {
  std::string_view what;
  std::array<std::string_view, 2> by;
  bool (*to)(std::string_view kind);
};

bool is_hospital(std::string_view kind) { return kind == "psychiatric-hospital"; }
/// Those whose work is with the person. What family and neighbours are told is for the person to say, not a
/// duty.
bool is_service(std::string_view kind) {
  static constexpr std::array<std::string_view, 4> kPrivate{"family", "neighbour", "peer-group", "other"};
  return std::ranges::find(kPrivate, kind) == kPrivate.end();
}
/// Those whose work a discharge changes.
bool is_community(std::string_view kind) { return is_service(kind) && !is_hospital(kind); }

constexpr Rule kMedication{"medication-report", {"visiting-nursing", "pharmacy"}, is_hospital};
constexpr Rule kDischarge{"discharge-information", {"psychiatric-hospital", {}}, is_community};
constexpr Rule kMonitoring{"monitoring", {"consultation-support", {}}, is_service};

std::vector<AgencyId> who_owes(const DueFacts& facts, const Rule& rule) {
  std::vector<AgencyId> agencies;
  for (const auto& [agency, kind] : facts.kinds) {
    if (std::ranges::find(rule.by, kind) != rule.by.end()) agencies.push_back(agency);
  }
  return agencies;
}

std::set<AgencyId> to_whom(const DueFacts& facts, const Rule& rule, const AgencyId& owes) {
  std::set<AgencyId> agencies;
  for (const auto& [agency, kind] : facts.kinds) {
    if (agency != owes && rule.to(kind)) agencies.insert(agency);
  }
  return agencies;
}

std::optional<DayNumber> later(std::optional<DayNumber> one, std::optional<DayNumber> other) {
  return one && other ? std::max(*one, *other) : one ? one : other;
}

std::optional<DayNumber> newest(const DueFacts& facts, std::string_view milestone) {
  std::optional<DayNumber> day;
  for (const auto& fact : facts.milestones) {
    if (fact.what == milestone) day = later(day, fact.day);
  }
  return day;
}

/// A discharge that has taken place, not one that is entered for a day to come.
std::optional<DayNumber> last_discharge(const DueFacts& facts) {
  std::optional<DayNumber> day;
  for (const auto& fact : facts.milestones) {
    if (fact.what == "discharge" && fact.day <= facts.today) day = later(day, fact.day);
  }
  return day;
}

/// On which days `by` told `to`, or anybody where there is none: ascending, each once.
std::vector<DayNumber> days_of(const DueFacts& facts, std::string_view kind, const AgencyId& by,
                               const std::optional<AgencyId>& to) {
  std::set<DayNumber> days;
  for (const auto& report : facts.reports) {
    if (report.kind == kind && report.author == by && (!to || report.recipients.contains(*to)))
      days.insert(report.day);
  }
  return {days.begin(), days.end()};
}

/// The days on which medication reports are due: one, two and three months after a discharge, then every
/// three. All are counted from the discharge, so that a short month does not move those behind it.
class MedicationRow {
 public:
  explicit MedicationRow(DayNumber discharge) : discharge_(discharge) {}
  DayNumber before() const {
    return before_months_ == 0 ? discharge_ : months_after(discharge_, before_months_);
  }
  DayNumber due() const { return months_after(discharge_, months_); }
  void advance() {
    before_months_ = months_;
    months_ += months_ < kMonthlyFor ? 1 : kThenEvery;
  }
  /// A report that is late settles all that was due before it, and one in time what is due next. A second one
  /// in the same time settles nothing.
  void settle(DayNumber report) {
    if (report <= before()) return;
    if (due() >= report) return advance();
    while (due() < report) advance();
  }

 private:
  DayNumber discharge_;
  int before_months_ = 0;
  int months_ = 1;
};

void add_medication_reports(const DueFacts& facts, std::vector<Due>& all) {
  const auto discharge = last_discharge(facts);
  if (!discharge) return;
  for (const auto& owes : who_owes(facts, kMedication)) {
    for (const auto& to : to_whom(facts, kMedication, owes)) {
      MedicationRow row(*discharge);
      Due due{std::string(kMedication.what), owes, {to}};
      for (const auto day : days_of(facts, kMedication.what, owes, to)) {
        if (day <= *discharge) continue;
        row.settle(day);
        due.done = day;
      }
      due.day = row.due();
      all.push_back(std::move(due));
    }
  }
}

/// Of a discharge that is planned: what was told since the one before it counts.
void add_discharge_information(const DueFacts& facts, std::vector<Due>& all) {
  const auto planned = newest(facts, "discharge-planned");
  if (!planned) return;
  std::optional<DayNumber> before;
  for (const auto& fact : facts.milestones) {
    if (fact.what == "discharge" && fact.day < *planned - kAroundPlanned) before = later(before, fact.day);
  }
  for (const auto& owes : who_owes(facts, kDischarge)) {
    Due due{std::string(kDischarge.what), owes, {}, *planned - kBeforeDischarge};
    const auto all_of_them = to_whom(facts, kDischarge, owes);
    for (const auto& to : all_of_them) {
      const auto days = days_of(facts, kDischarge.what, owes, to);
      const bool told = !days.empty() && (!before || days.back() > *before);
      if (told) due.done = later(due.done, days.back());
      if (!told) due.to.insert(to);
    }
    due.settled = due.to.empty();
    if (due.settled) due.to = all_of_them;
    if (!due.settled || facts.today <= *planned + kAroundPlanned) all.push_back(std::move(due));
  }
}

void add_monitoring(const DueFacts& facts, std::vector<Due>& all) {
  for (const auto& owes : who_owes(facts, kMonitoring)) {
    Due due{std::string(kMonitoring.what), owes, to_whom(facts, kMonitoring, owes)};
    due.done = newest(facts, "monitored");
    const auto days = days_of(facts, kMonitoring.what, owes, std::nullopt);
    if (!days.empty()) due.done = later(due.done, days.back());
    const auto since = due.done.value_or(last_discharge(facts).value_or(facts.known_since));
    due.day = months_after(since, kMonitoredEvery);
    if (!due.to.empty()) all.push_back(std::move(due));
  }
}

Due review(const DueFacts& facts, std::string_view what, DayNumber day) {
  Due due{std::string(what), facts.coordinator, {}, day};
  for (const auto& [agency, kind] : facts.kinds) {
    if (agency != facts.coordinator) due.to.insert(agency);
  }
  return due;
}

void add_plan_review(const DueFacts& facts, std::vector<Due>& all) {
  if (!facts.plan) return;
  auto due = review(facts, "plan-review", facts.plan->review);
  const auto reviewed = newest(facts, "plan-reviewed");
  if (reviewed && *reviewed >= facts.plan->stated) {
    due.done = reviewed;
    // A little early is in time; long before the day it was another review.
    if (*reviewed >= due.day - kReviewedEarly) due.day = months_after(*reviewed, kReviewedEvery);
  }
  all.push_back(std::move(due));
}

void add_consent_reviews(const DueFacts& facts, std::vector<Due>& all) {
  const auto reviewed = newest(facts, "consent-reviewed");
  for (const auto& end : facts.consent_ends) {
    if (end.last_day > facts.today + kBeforeConsentEnds || end.last_day < facts.today - kAfterConsentEnded)
      continue;
    auto due = review(facts, "consent-review", end.last_day);
    due.about = end.consent;
    due.settled = reviewed && *reviewed >= end.last_day - kBeforeConsentEnds;
    if (due.settled) due.done = reviewed;
    all.push_back(std::move(due));
  }
}

}  // namespace

std::vector<Due> what_is_due(const DueFacts& facts) {
  std::vector<Due> all;
  add_medication_reports(facts, all);
  add_discharge_information(facts, all);
  add_monitoring(facts, all);
  add_plan_review(facts, all);
  add_consent_reviews(facts, all);
  std::ranges::stable_sort(all, [](const Due& a, const Due& b) {
    return std::tie(a.settled, a.day, a.what, a.owes) < std::tie(b.settled, b.day, b.what, b.owes);
  });
  return all;
}

}  // namespace tasuki::care
