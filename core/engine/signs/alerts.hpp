#pragma once

#include "core/engine/care/messages.hpp"
#include "core/engine/care/posting.hpp"
#include "core/engine/signs/signs.hpp"

namespace tasuki::engine {

/// What of a message is about a sign: for programs, and for what `watch` tells.
struct AboutSign {
  RecordId sign;
  std::string what{};  ///< Empty: the sign's definition is not here.
  std::string unit{};
  std::optional<RecordId> episode{};  ///< Of an alert.
};
std::optional<AboutSign> about_sign(Turn& turn, const MessageRecord& message);

/// A message about a sign has come or was stated: the team's signs are looked at again soon.
void sign_has_changed(Turn& turn, const MessageRecord& message);

/// Whether an alert is of an episode that was shown here before, so that nobody is called a second time. What
/// a person reports is shown again once the last alert is half a day old: they know why they say it.
bool was_shown_before(Turn& turn, const MessageRecord& message);

/// By what is known here, the alert itself included or not.
RecordId episode_of_alert(Turn& turn, const TeamId& team, const care::Alert& alert);

/// The same of one that is about to be stated here.
bool would_be_shown_before(Turn& turn, const TeamId& team, const care::Alert& alert);

/// An alert that this node has posted: our own people are told as others are.
void show_own_alert(Turn& turn, const Posted& posted, const TeamId& team, const care::Alert& alert,
                    bool again);

}  // namespace tasuki::engine
