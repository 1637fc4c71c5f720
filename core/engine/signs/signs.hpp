#pragma once

#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "core/care/signs/threshold.hpp"
#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// Who was told by an alert: its author and its recipients.
using ToldByAlert = std::map<RecordId, std::set<AgencyId>>;

/// A team's warning sign, as the messages say that are shown here.
struct Sign {
  RecordId id;
  MessageRecord definition;  ///< The version in force: the one stated last.
  care::SignDefinition what;
  std::set<AgencyId> told;                 ///< Who has that version: its author and its recipients.
  std::vector<care::Observed> observed{};  ///< By those who are to notice it, of about the last year.
  std::vector<care::RaisedAlert> alerts{};
  ToldByAlert told_by_alert{};

  bool may_notice(const AgencyId& agency) const {
    return what.noticed_by.empty() ? told.contains(agency) : what.noticed_by.contains(agency);
  }
  std::vector<care::Episode> episodes() const { return care::episodes_of(what.threshold, observed, alerts); }
};

/// The day that it is here now.
care::DayNumber today_of(const Desk& desk);

/// By id.
std::map<RecordId, Sign> signs_of(Turn& turn, const TeamId& team);
/// The same without observations and alerts, at less cost.
std::map<RecordId, Sign> definitions_of(Turn& turn, const TeamId& team);
/// Of a sign whose definition need not be here.
std::vector<care::RaisedAlert> alerts_naming(Turn& turn, const TeamId& team, const RecordId& sign);
std::optional<Sign> find_sign_of(Turn& turn, const TeamId& team, const RecordId& sign);

/// What people type: the sign's id, a prefix of it, or exactly what can be seen. UnknownSign, Ambiguous,
/// PrefixTooShort.
Result<Sign> find_sign(Turn& turn, std::string_view typed);

/// Those of them with whom this node can speak, itself left out; the others go into `not_contacts`.
std::set<AgencyId> reachable(Turn& turn, const std::set<AgencyId>& agencies,
                             std::set<AgencyId>* not_contacts = nullptr);

}  // namespace tasuki::engine
