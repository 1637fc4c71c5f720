#pragma once

#include <vector>

#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// What messages say in fields is found by its form: a team's signs, plans, handoffs. Only of messages that
/// are shown here, or were stated here.

/// A message of ours, or one that is shown from now on. Once for each. Lists find it from then on, by its
/// form and by what else they look for (core/engine/due/followed.hpp).
void keep_form(Turn& turn, const MessageRecord& message);

/// All that a team's messages say in this form, in no particular order. `Shape` is one of care::Form's.
template <class Shape>
struct Formed {
  MessageRecord message;
  Shape what;
};

/// The ids alone, by the form's place in care::Form.
std::vector<RecordId> messages_with_form(Transaction& transaction, const TeamId& team, std::size_t form);

template <class Shape>
std::vector<Formed<Shape>> all_of(Transaction& transaction, const TeamId& team) {
  std::vector<Formed<Shape>> all;
  for (const auto& id :
       messages_with_form(transaction, team, care::Form(std::in_place_type<Shape>).index())) {
    auto message = load_message(transaction, id);
    if (!message) continue;
    if (auto* what = std::get_if<Shape>(&message->content.form)) {
      Shape shape = std::move(*what);
      all.push_back({std::move(*message), std::move(shape)});
    }
  }
  return all;
}

}  // namespace tasuki::engine
