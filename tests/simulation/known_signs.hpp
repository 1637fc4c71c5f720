#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/engine/care/messages.hpp"
#include "tests/simulation/node.hpp"

namespace tasuki::simulation {

/// What a node's disk says about a warning sign, and what follows by docs/protocol.md section 11.9: counted
/// day by day, apart from the program's own reckoning (core/care/signs).

using Day = care::DayNumber;
using Days = std::set<Day>;

struct KnownObservation {
  engine::MessageRecord message;
  care::Observation said;
};

struct KnownAlert {
  engine::MessageRecord message;
  care::Alert said;
  Days days;  ///< Cut off behind the day after it came.
  Time came;  ///< By the node's clock.
  bool is_ours = false;
  bool is_told = false;  ///< People there find it: in the inbox, or they reported it themselves.
  bool is_again = false;

  bool by_person() const { return said.observations.empty(); }
};

struct KnownSign {
  RecordId id;
  engine::MessageRecord definition;  ///< The version in force.
  care::SignDefinition what;
  std::vector<KnownObservation> observations{};  ///< Those that may count.
  std::map<RecordId, KnownAlert> alerts{};

  bool tells(const AgencyId& agency) const {
    return definition.author == agency || definition.content.find(agency) != nullptr;
  }
};

/// A definition, an observation or an alert.
bool is_about_sign(const engine::MessageRecord& message);

/// Of those messages that `wanted` takes; by the sign's id.
using Wanted = std::function<bool(const RecordId&)>;
std::map<RecordId, KnownSign> known_signs(Node& node, Transaction& transaction, const TeamId& team,
                                          const Wanted& wanted);
std::map<RecordId, KnownSign> known_signs(Node& node, Transaction& transaction, const TeamId& team);

Day today_at(Node& node);
/// Days on which the sign was seen as its definition says, and those on which somebody looked in vain.
struct Looked {
  Days counting;
  Days in_vain;
};
Looked looked(const care::Threshold& threshold, const std::vector<KnownObservation>& observations);
/// Days of every stretch in which the threshold is reached.
Days reached(const care::Threshold& threshold, const Days& counting);
/// Days on which an alert stands, by what is known of them.
Days standing(const KnownSign& sign, const Looked& looked, const KnownAlert& alert);
/// Days on which the sign is there: what follows each other without a gap is one episode.
Days covered(const KnownSign& sign, const Looked& looked);
/// The days of the episode that this one is of; none where it is of none.
Days episode_around(const Days& covered, Day day);
bool share(const Days& one, const Days& other);

}  // namespace tasuki::simulation
