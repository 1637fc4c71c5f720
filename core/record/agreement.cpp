#include "core/record/agreement.hpp"

#include <algorithm>

#include "core/record/validate.hpp"
#include "proto/records.pb.h"

namespace tasuki::record {

namespace {

namespace pb = proto::record;

constexpr Duration kShortestDeadline = std::chrono::minutes(1);
constexpr Duration kLongestDeadline = std::chrono::hours(24);
constexpr Duration kLongestAfterOpening = std::chrono::hours(24 * 7);
constexpr std::chrono::minutes kDay = std::chrono::hours(24);

bool is_valid(const Situation& situation) {
  return is_code(situation.code) && !situation.categories.empty() &&
         situation.categories.size() <= kCategoryLimit && std::ranges::all_of(situation.categories, is_code);
}

bool names_one_twice(const std::vector<Situation>& situations) {
  std::set<std::string_view> codes;
  for (const auto& situation : situations) codes.insert(situation.code);
  return codes.size() != situations.size();
}

bool is_valid(const RosterEntry& entry) { return is_code(entry.window) && is_phone_number(entry.number); }

Result<Situation> read_situation(const pb::Situation& message) {
  if (message.urgency() != pb::PHONE && message.urgency() != pb::MESSAGE_URGENCY)
    return RecordError::Malformed;
  return Situation{
      message.code(), message.urgency() == pb::PHONE, {message.category().begin(), message.category().end()}};
}

}  // namespace

const Situation* UrgencyAgreement::find(std::string_view code) const {
  const auto found = std::ranges::find(situations, code, &Situation::code);
  return found == situations.end() ? nullptr : &*found;
}

Result<> check_statement(const UrgencyAgreement& agreement) {
  const bool fits =
      agreement.situations.size() <= kSituationLimit && agreement.phone_within >= kShortestDeadline &&
      agreement.phone_within <= kLongestDeadline && agreement.message_after_opening >= Duration::zero() &&
      agreement.message_after_opening <= kLongestAfterOpening && is_phone_number(agreement.emergency_number);
  if (!fits || names_one_twice(agreement.situations)) return RecordError::Malformed;
  const bool valid =
      std::ranges::all_of(agreement.situations, [](const auto& each) { return is_valid(each); });
  if (!valid) return RecordError::Malformed;
  return {};
}

Result<> check_statement(const Roster& roster) {
  const bool fits = roster.entries.size() <= kRosterLimit && roster.opens >= std::chrono::minutes::zero() &&
                    roster.opens < roster.closes && roster.closes <= kDay;
  if (!fits) return RecordError::Malformed;
  const bool valid = std::ranges::all_of(roster.entries, [](const auto& each) { return is_valid(each); });
  if (!valid) return RecordError::Malformed;
  return {};
}

Result<UrgencyAgreement> read_agreement(const pb::UrgencyAgreement& message) {
  UrgencyAgreement agreement;
  agreement.phone_within = Duration(message.phone_within());
  agreement.message_after_opening = Duration(message.message_after_opening());
  agreement.emergency_number = message.emergency_number();
  for (const auto& each : message.situation()) {
    TRY(auto situation, read_situation(each));
    agreement.situations.push_back(std::move(situation));
  }
  TRY_VOID(check_statement(agreement));
  return agreement;
}

void write_agreement(const UrgencyAgreement& agreement, pb::UrgencyAgreement& message) {
  message.set_phone_within(agreement.phone_within.count());
  message.set_message_after_opening(agreement.message_after_opening.count());
  message.set_emergency_number(agreement.emergency_number);
  for (const auto& situation : agreement.situations) {
    auto& added = *message.add_situation();
    added.set_code(situation.code);
    added.set_urgency(situation.phone ? pb::PHONE : pb::MESSAGE_URGENCY);
    for (const auto& category : situation.categories) added.add_category(category);
  }
}

Result<Roster> read_roster(const pb::Roster& message) {
  // Compared before they are minutes: the fields are wider than any day.
  if (message.opens() > kDay.count() || message.closes() > kDay.count()) return RecordError::Malformed;
  Roster roster;
  roster.opens = std::chrono::minutes(message.opens());
  roster.closes = std::chrono::minutes(message.closes());
  for (const auto& each : message.entry()) {
    TRY(const auto agency, read_id<AgencyId>(each.agency_id()));
    roster.entries.push_back({each.window(), agency, each.number()});
  }
  TRY_VOID(check_statement(roster));
  return roster;
}

void write_roster(const Roster& roster, pb::Roster& message) {
  message.set_opens(static_cast<std::uint32_t>(roster.opens.count()));
  message.set_closes(static_cast<std::uint32_t>(roster.closes.count()));
  for (const auto& entry : roster.entries) {
    auto& added = *message.add_entry();
    added.set_window(entry.window);
    added.set_agency_id(entry.agency.str());
    added.set_number(entry.number);
  }
}

}  // namespace tasuki::record
